/** Options: what is dialled first, what happens when it fails or goes quiet, and whether to ask before. */
import { CheckBox, Fields, GroupBox, SelectField, SpinField } from '../../controls/index.ts';
import { useApp } from '../../store/index.ts';
import { edited, meaningOf } from '../../store/draft-entry.ts';
import { firstDialChoices } from './first-dial.ts';
import type { PageProps } from './page-props.ts';

/** How an entry's own redialling begins. */
const usualRedial = { attempts: 3, pause: 30 };
const usualEcho = { interval: 20, failures: 4 };

export function OptionsPage({ original, draft, onDraft }: PageProps) {
  const entries = useApp((state) => state.phonebook.entries);
  const settings = useApp((state) => state.settings);
  const meaning = meaningOf(draft);
  const { redial, lcpEcho, idle } = meaning;
  const ownRedial = draft.redial !== undefined;
  const own = original.redial === undefined ? usualRedial : meaningOf(original).redial;
  return (
    <>
      <GroupBox legend="First connect">
        <SelectField
          stacked
          label="Dial another connection &first:"
          value={draft.dialFirst ?? ''}
          options={firstDialChoices(
            entries.map(({ entry }) => entry),
            original.name,
            draft.dialFirst,
          )}
          onChange={(name) => onDraft(edited(original, draft, 'dialFirst', name === '' ? undefined : name))}
        />
      </GroupBox>
      <GroupBox legend="Redialing">
        <div className="column">
          <CheckBox
            label={`As Connections, &Settings says (${
              settings.redial.enabled
                ? `${settings.redial.attempts} times, every ${settings.redial.pause} secs`
                : 'no redialing'
            })`}
            checked={!ownRedial}
            onChange={(shared) => onDraft(edited(original, draft, 'redial', shared ? undefined : own))}
          />
          <Fields>
            <SpinField
              label="Redial a&ttempts:"
              min={0}
              max={100}
              value={ownRedial ? redial.attempts : settings.redial.enabled ? settings.redial.attempts : 0}
              disabled={!ownRedial}
              onChange={(attempts) => onDraft(edited(original, draft, 'redial', { ...redial, attempts }))}
            />
            <SpinField
              label="&Wait between tries:"
              unit="secs"
              min={0}
              max={3600}
              value={ownRedial ? redial.pause : settings.redial.pause}
              disabled={!ownRedial}
              onChange={(pause) => onDraft(edited(original, draft, 'redial', { ...redial, pause }))}
            />
          </Fields>
          <CheckBox
            label="Redial if the line is &dropped"
            checked={meaning.redialOnDrop}
            onChange={(on) => onDraft(edited(original, draft, 'redialOnDrop', on))}
          />
        </div>
      </GroupBox>
      <GroupBox legend="Hanging up">
        <div className="column">
          <CheckBox
            label="Disconnect a call if &idle"
            checked={idle > 0}
            onChange={(on) =>
              onDraft(edited(original, draft, 'idle', on ? meaningOf(original).idle || 1800 : 0))
            }
          />
          {idle > 0 && (
            <div className="indent spins">
              <SpinField
                label="for more than"
                unit="mins"
                min={0}
                max={1440}
                value={Math.floor(idle / 60)}
                onChange={(minutes) => onDraft(edited(original, draft, 'idle', minutes * 60 + (idle % 60)))}
              />
              <SpinField
                label="and"
                unit="secs"
                min={0}
                max={59}
                value={idle % 60}
                onChange={(seconds) => onDraft(edited(original, draft, 'idle', idle - (idle % 60) + seconds))}
              />
            </div>
          )}
          <CheckBox
            label="Disconnect if the other &end no longer answers"
            checked={lcpEcho.interval > 0}
            onChange={(on) => {
              const interval = on ? meaningOf(original).lcpEcho.interval || usualEcho.interval : 0;
              onDraft(edited(original, draft, 'lcpEcho', { ...lcpEcho, interval }));
            }}
          />
          {lcpEcho.interval > 0 && (
            <div className="indent spins">
              <SpinField
                label="asked every"
                unit="secs,"
                min={1}
                max={3600}
                value={lcpEcho.interval}
                onChange={(interval) => onDraft(edited(original, draft, 'lcpEcho', { ...lcpEcho, interval }))}
              />
              <SpinField
                label="silent"
                unit="times"
                min={1}
                max={100}
                value={lcpEcho.failures}
                onChange={(failures) => onDraft(edited(original, draft, 'lcpEcho', { ...lcpEcho, failures }))}
              />
            </div>
          )}
        </div>
      </GroupBox>
      <Fields>
        <SelectField
          label="&Prompt for information before dialing:"
          value={draft.prompt === undefined ? 'settings' : draft.prompt ? 'yes' : 'no'}
          options={[
            { value: 'settings', label: `As Settings says (${settings.promptBeforeDialing ? 'yes' : 'no'})` },
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
          onChange={(value) =>
            onDraft(edited(original, draft, 'prompt', value === 'settings' ? undefined : value === 'yes'))
          }
        />
      </Fields>
    </>
  );
}
