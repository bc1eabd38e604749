/** A label's words with its access key underlined. */
import { parseLabel } from './access-key.ts';

export function AccessText({
  label,
  accessKey,
}: {
  readonly label: string;
  readonly accessKey?: string | undefined;
}) {
  const { before, letter, after } = parseLabel(label, accessKey);
  if (letter === '') return <>{before}</>;
  // One element, so that a flex container does not tear the letters apart.
  return (
    <span className="access-label">
      {before}
      <span className="access-key">{letter}</span>
      {after}
    </span>
  );
}
