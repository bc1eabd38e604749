/** Area code, telephone number, country, and what is dialled in the end; the wizard and the General page share it. */
import { currentLocation } from '../../../contract/dialing-rules.ts';
import { CheckBox, SelectField, TextField } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import { edited, meaningOf, problemAt, typed } from '../../store/draft-entry.ts';
import { countryName, countryOptions } from '../dialing/countries.ts';
import { previewNumber } from '../dialing/preview.ts';
import type { PageProps } from './page-props.ts';

const notUsed = 'Only used together with "Use area code and Dialing Properties".';

export function NumberFields({
  original,
  draft,
  problems,
  onDraft,
  autoFocus = false,
}: PageProps & { readonly autoFocus?: boolean }) {
  const locations = useApp((state) => state.locations);
  const here = currentLocation(locations);
  const { useDialingRules } = meaningOf(draft);
  const reason = useDialingRules ? undefined : notUsed;
  return (
    <>
      <div className="number-row">
        <TextField
          stacked
          label="A&rea code:"
          width={64}
          type="tel"
          maxLength={10}
          value={draft.areaCode ?? ''}
          disabled={!useDialingRules}
          title={reason}
          invalid={problemAt(problems, 'areaCode', 'This')}
          onChange={(text) => onDraft(edited(original, draft, 'areaCode', typed(text)))}
        />
        <TextField
          stacked
          label="&Telephone number:"
          autoFocus={autoFocus}
          type="tel"
          maxLength={128}
          value={draft.phone ?? ''}
          invalid={problemAt(problems, 'phone', 'The telephone number')}
          onChange={(text) => onDraft(edited(original, draft, 'phone', typed(text)))}
        />
      </div>
      <SelectField
        stacked
        label="C&ountry code:"
        value={draft.countryCode === undefined ? 'here' : String(draft.countryCode)}
        options={[
          { value: 'here', label: `The country I am in: ${countryName(here.countryCode)}` },
          ...countryOptions(draft.countryCode),
        ]}
        disabled={!useDialingRules}
        title={reason}
        onChange={(value) =>
          onDraft(edited(original, draft, 'countryCode', value === 'here' ? undefined : Number(value)))
        }
      />
      <CheckBox
        label="&Use area code and Dialing Properties"
        checked={useDialingRules}
        onChange={(checked) => onDraft(edited(original, draft, 'useDialingRules', checked))}
      />
      <PreviewLine preview={previewNumber(draft, locations, here)} />
    </>
  );
}

export function PreviewLine({ preview }: { readonly preview: ReturnType<typeof previewNumber> }) {
  return (
    <div className="preview" role="status" aria-live="polite" aria-label="What will be dialed">
      {'problem' in preview ? (
        <span className="field-problem">{preview.problem}</span>
      ) : (
        <>
          <output className="preview-number selectable">{preview.shown === '' ? '–' : preview.shown}</output>
          <span>{preview.explanation}</span>
        </>
      )}
    </div>
  );
}
