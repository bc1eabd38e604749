/** The folder's keys beside those of lists and menus. */

interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

export type KeyCommand = 'rename' | 'askDelete' | 'properties' | 'refresh' | 'remember' | 'paste';

const plain: Readonly<Record<string, KeyCommand>> = { F2: 'rename', F5: 'refresh', Delete: 'askDelete' };
const control: Readonly<Record<string, KeyCommand>> = { c: 'remember', v: 'paste' };

export function keyCommand({ key, altKey, ctrlKey, shiftKey, metaKey }: Pressed): KeyCommand | undefined {
  if (shiftKey || metaKey) return undefined;
  if (altKey) return key === 'Enter' && !ctrlKey ? 'properties' : undefined;
  return ctrlKey ? control[key.toLowerCase()] : plain[key];
}
