/** A bar of blocks for what has a known amount; `label` names what advances. */
export function ProgressBar({
  value,
  max,
  label,
}: {
  readonly value: number;
  readonly max: number;
  readonly label: string;
}) {
  const part = max > 0 ? Math.max(0, Math.min(1, value / max)) : 0;
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
    >
      <div className="progress-done" style={{ width: `${part * 100}%` }} />
    </div>
  );
}
