/** Labelled fields: text, choice, number. In `Fields` their labels and boxes line up in two columns. */
import { useId } from 'react';
import type { ReactNode, Ref } from 'react';
import { AccessText } from './AccessText.tsx';
import { accessKeyProps } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';
import { disabling } from './disabling.ts';
import { Reason } from './Reason.tsx';

interface FieldProps {
  /** May mark its access key with &. */
  readonly label: string;
  readonly accessKey?: string;
  readonly disabled?: boolean;
  /** A tooltip; of a disabled field: why. */
  readonly title?: string | undefined;
  /** The label above the box instead of before it. */
  readonly stacked?: boolean;
  /** Of the box, in pixels. */
  readonly width?: number;
  readonly autoFocus?: boolean;
}

/** Two columns: labels, boxes. */
export function Fields({ children }: { readonly children: ReactNode }) {
  return <div className="fields">{children}</div>;
}

/** A row of `Fields` whose second column is anything: words, a button, a preview. */
export function FieldRow({ label, children }: { readonly label?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      <span className="field-control">{children}</span>
    </div>
  );
}

function Field({
  id,
  label,
  accessKey,
  stacked,
  disabled,
  problem,
  problemId,
  title,
  children,
}: Pick<FieldProps, 'label' | 'accessKey' | 'stacked' | 'disabled' | 'title'> & {
  readonly id: string;
  readonly problem?: string | undefined;
  readonly problemId?: string;
  readonly children: (describedBy: string | undefined) => ReactNode;
}) {
  return (
    <div className={`field${stacked === true ? ' stacked' : ''}`}>
      <label className={`field-label${disabled === true ? ' disabled' : ''}`} htmlFor={id}>
        <AccessText label={label} accessKey={accessKey} />
      </label>
      <span className="field-control">
        <Reason text={title}>{children}</Reason>
        {problem !== undefined && (
          <span className="field-problem" id={problemId} role="alert">
            {problem}
          </span>
        )}
      </span>
    </div>
  );
}

const joined = (...ids: (string | undefined)[]): string | undefined =>
  ids.filter((id) => id !== undefined).join(' ') || undefined;

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password' | 'tel' | 'search';
  readonly readOnly?: boolean;
  /** Marks the box; words are shown beneath it and read out. */
  readonly invalid?: boolean | string | undefined;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** What a password manager or the browser may fill in; off unless said otherwise. */
  readonly autoComplete?: string;
  readonly onBlur?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const id = useId();
  const problemId = useId();
  const { label, accessKey, disabled, title, invalid, width } = props;
  const problem = typeof invalid === 'string' && invalid !== '' ? invalid : undefined;
  const unreachable = disabling(disabled, title);
  return (
    <Field {...{ id, label, accessKey, stacked: props.stacked, disabled, problem, problemId, title }}>
      {(describedBy) => (
        <input
          id={id}
          ref={props.ref}
          type={props.type ?? 'text'}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
          onBlur={props.onBlur}
          readOnly={props.readOnly === true || unreachable['aria-disabled'] === true}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          autoComplete={props.autoComplete ?? 'off'}
          spellCheck={false}
          autoFocus={props.autoFocus}
          aria-invalid={invalid === true || problem !== undefined ? true : undefined}
          aria-describedby={joined(describedBy, problem === undefined ? undefined : problemId)}
          style={width === undefined ? undefined : { width }}
          {...accessKeyProps(parseLabel(label, accessKey).key)}
          {...unreachable}
        />
      )}
    </Field>
  );
}

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
  readonly title?: string;
}

export interface SelectFieldProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const id = useId();
  const { label, accessKey, disabled, title, width } = props;
  const unreachable = disabling(disabled, title);
  const block = unreachable['aria-disabled'] === true;
  return (
    <Field {...{ id, label, accessKey, stacked: props.stacked, disabled, title }}>
      {(describedBy) => (
        <select
          id={id}
          value={props.value}
          autoFocus={props.autoFocus}
          aria-describedby={describedBy}
          onChange={(event) => {
            const chosen = props.options.find(({ value }) => value === event.currentTarget.value);
            if (chosen !== undefined && !block) props.onChange(chosen.value);
          }}
          onMouseDown={(event) => {
            if (block) event.preventDefault();
          }}
          onKeyDown={(event) => {
            if (block && event.key !== 'Tab' && event.key !== 'Escape') event.preventDefault();
          }}
          style={width === undefined ? undefined : { width }}
          {...accessKeyProps(parseLabel(label, accessKey).key)}
          {...unreachable}
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled} title={option.title}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
