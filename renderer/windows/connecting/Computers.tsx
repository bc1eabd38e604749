/** Two computers and what goes between them: it moves only while the helper says that something does. */
import { Icon } from '../../controls/index.ts';
import './computers.css';

interface ComputersProps {
  /** Something is happening on the line right now. */
  readonly moving: boolean;
  /** The two ends have reached each other: it goes both ways. */
  readonly reached: boolean;
}

export function Computers({ moving, reached }: ComputersProps) {
  return (
    <div className="computers" data-moving={moving} data-reached={reached} aria-hidden="true">
      <Icon name="computer-local" />
      <div className="computers-wire">
        <span className="computers-packet out" />
        <span className="computers-packet back" />
      </div>
      <Icon name="computer-remote" />
    </div>
  );
}
