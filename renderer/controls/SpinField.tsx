/** A whole number with two arrows: typed, or stepped with the arrow keys. */
import { useId, useState } from 'react';
import { AccessText } from './AccessText.tsx';
import { accessKeyProps } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';
import { disabling } from './disabling.ts';
import { Reason } from './Reason.tsx';

export interface SpinFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** What is counted, after the box. */
  readonly unit?: string;
  readonly accessKey?: string;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly step?: number;
}

/** What the typed text means; undefined while it is no number of the range. */
export function spinValue(text: string, min: number, max: number): number | undefined {
  if (!/^-?\d{1,9}$/.test(text.trim())) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

export function SpinField(props: SpinFieldProps) {
  const id = useId();
  const { label, value, min, max, onChange, accessKey, disabled, title, step = 1 } = props;
  /** What is typed while it is not yet a value that can be told to others. */
  const [typed, setTyped] = useState<string>();
  const unreachable = disabling(disabled, title);
  const stepBy = (difference: number): void => {
    if (disabled === true) return;
    setTyped(undefined);
    onChange(Math.max(min, Math.min(max, value + difference)));
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: step,
    ArrowDown: -step,
    PageUp: step * 10,
    PageDown: -step * 10,
  };
  return (
    <div className="field spin">
      <label className={`field-label${disabled === true ? ' disabled' : ''}`} htmlFor={id}>
        <AccessText label={label} accessKey={accessKey} />
      </label>
      <span className="field-control">
        <Reason text={title}>
          {(describedBy) => (
            <span className="spin-box">
              <input
                id={id}
                type="text"
                inputMode="numeric"
                role="spinbutton"
                aria-valuenow={value}
                aria-valuemin={min}
                aria-valuemax={max}
                aria-invalid={typed === undefined ? undefined : true}
                aria-describedby={describedBy}
                autoComplete="off"
                value={typed ?? String(value)}
                readOnly={unreachable['aria-disabled'] === true}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  const meant = spinValue(text, min, max);
                  setTyped(meant === undefined ? text : undefined);
                  if (meant !== undefined) onChange(meant);
                }}
                onBlur={() => setTyped(undefined)}
                onKeyDown={(event) => {
                  const difference = steps[event.key];
                  if (difference === undefined) return;
                  event.preventDefault();
                  stepBy(difference);
                }}
                {...accessKeyProps(parseLabel(label, accessKey).key)}
                {...unreachable}
              />
              <span className="spin-arrows" aria-hidden="true">
                <button
                  type="button"
                  tabIndex={-1}
                  disabled={disabled}
                  onClick={() => stepBy(step)}
                  className="spin-up"
                />
                <button
                  type="button"
                  tabIndex={-1}
                  disabled={disabled}
                  onClick={() => stepBy(-step)}
                  className="spin-down"
                />
              </span>
            </span>
          )}
        </Reason>
        {props.unit !== undefined && <span className="spin-unit">{props.unit}</span>}
      </span>
    </div>
  );
}
