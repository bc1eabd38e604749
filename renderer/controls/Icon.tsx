/** One of our drawings, in CSS pixels; decoration unless it is given words. */
import { icons } from './icons.ts';
import type { IconName } from './icons.ts';

export type { IconName } from './icons.ts';

export interface IconProps {
  readonly name: IconName;
  readonly size?: number;
  /** Read out; without it the icon only repeats what is written beside it. */
  readonly label?: string;
}

export function Icon({ name, size = 32, label }: IconProps) {
  return (
    <img className="icon" src={icons[name]} width={size} height={size} alt={label ?? ''} draggable={false} />
  );
}
