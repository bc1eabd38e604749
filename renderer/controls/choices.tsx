/** Check boxes, radio buttons, and the box drawn around a group. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import { AccessText } from './AccessText.tsx';
import { accessKeyProps } from './access-key-listener.ts';
import { parseLabel } from './access-key.ts';
import { disabling } from './disabling.ts';
import type { Choice } from './fields.tsx';
import { Reason } from './Reason.tsx';

export interface CheckBoxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly accessKey?: string;
  readonly disabled?: boolean;
  /** A tooltip; of a disabled box: why. */
  readonly title?: string | undefined;
}

export function CheckBox({ label, checked, onChange, accessKey, disabled, title }: CheckBoxProps) {
  const id = useId();
  return (
    <Reason text={title} className="check">
      {(describedBy) => (
        <>
          <input
            id={id}
            type="checkbox"
            checked={checked}
            aria-describedby={describedBy}
            onChange={(event) => {
              if (disabled !== true) onChange(event.currentTarget.checked);
            }}
            {...accessKeyProps(parseLabel(label, accessKey).key)}
            {...disabling(disabled, title)}
          />
          <label htmlFor={id}>
            <AccessText label={label} accessKey={accessKey} />
          </label>
        </>
      )}
    </Reason>
  );
}

export interface RadioGroupProps<T extends string> {
  readonly name: string;
  /** Drawn as a group box around the buttons; without it, `label` names the group to those who cannot see it. */
  readonly legend?: string;
  readonly label?: string;
  readonly options: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}

export function RadioGroup<T extends string>(props: RadioGroupProps<T>) {
  const { name, legend, options, value, onChange } = props;
  const id = useId();
  const buttons = options.map((option) => {
    const disabled = option.disabled ?? props.disabled;
    return (
      <Reason key={option.value} text={option.title} className="check">
        {(describedBy) => (
          <>
            <input
              id={`${id}-${option.value}`}
              type="radio"
              name={`${id}-${name}`}
              value={option.value}
              checked={option.value === value}
              aria-describedby={describedBy}
              onChange={() => {
                if (disabled !== true) onChange(option.value);
              }}
              {...accessKeyProps(parseLabel(option.label).key)}
              {...disabling(disabled, option.title)}
            />
            <label htmlFor={`${id}-${option.value}`}>
              <AccessText label={option.label} />
            </label>
          </>
        )}
      </Reason>
    );
  });
  const group = (
    <div
      className="radio-group"
      role="radiogroup"
      aria-label={parseLabel(legend ?? props.label ?? name).text}
    >
      {buttons}
    </div>
  );
  return legend === undefined ? (
    group
  ) : (
    <GroupBox legend={legend} disabled={props.disabled}>
      {group}
    </GroupBox>
  );
}

export function GroupBox({
  legend,
  children,
  disabled,
}: {
  readonly legend: string;
  readonly children: ReactNode;
  readonly disabled?: boolean | undefined;
}) {
  return (
    <fieldset className="group-box" disabled={disabled}>
      <legend>
        <AccessText label={legend} />
      </legend>
      {children}
    </fieldset>
  );
}
