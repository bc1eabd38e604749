/** Multilink: as the original shows it; one device a call is what there is. */
import { Button, RadioGroup } from '../../controls/index.ts';

const oneDevice = 'A call uses one device: bundling several lines (PPP Multilink) is not supported.';
const ignore = () => undefined;

export function MultilinkPage() {
  return (
    <>
      <p className="plain">Additional devices could carry a connection together with the first one.</p>
      <RadioGroup
        name="multilink"
        label="Multilink"
        value="single"
        options={[
          { value: 'single', label: 'Do &not use additional devices' },
          { value: 'several', label: '&Use additional devices', disabled: true, title: oneDevice },
        ]}
        onChange={ignore}
      />
      <ul className="empty-list" aria-label="Additional devices" />
      <div className="end">
        {['&Add...', '&Remove', '&Edit...'].map((label) => (
          <Button key={label} disabled title={oneDevice} onClick={ignore}>
            {label}
          </Button>
        ))}
      </div>
    </>
  );
}
