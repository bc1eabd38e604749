/** What is shown of a log: find, follow, pause, and a switch for every leg and layer. */
import type { ReactNode } from 'react';
import { legs } from '../../../contract/dial-state.ts';
import type { LogFilter } from '../../../contract/log-filter.ts';
import { logLayers } from '../../../contract/log.ts';
import { Button, CheckBox } from '../../controls/index.ts';
import {
  layerMeanings,
  layerNames,
  layerShown,
  legNames,
  legShown,
  withLayerToggled,
  withLegToggled,
} from './filter-choice.ts';

interface ToolbarProps {
  readonly filter: LogFilter;
  readonly follow: boolean;
  readonly paused: boolean;
  readonly onFilter: (filter: LogFilter) => void;
  readonly onFollow: (follow: boolean) => void;
  readonly onPause: (paused: boolean) => void;
  readonly children: ReactNode;
}

export function Toolbar(props: ToolbarProps) {
  const { filter, onFilter } = props;
  return (
    <div className="log-tools" role="group" aria-label="What is shown">
      <div className="log-tool-row">
        {props.children}
        <CheckBox
          label="Fo&llow"
          checked={props.follow}
          onChange={props.onFollow}
          title="Keep the newest line in view"
        />
        <CheckBox
          label="&Pause"
          checked={props.paused}
          onChange={props.onPause}
          title="Take in no new lines; none is lost"
        />
      </div>
      <div className="log-tool-row switches" role="group" aria-label="Legs and layers">
        <span className="log-tool-name" aria-hidden="true">
          Leg:
        </span>
        {legs.map((leg) => (
          <Button
            key={leg}
            className="switch"
            label={`Leg: ${legNames[leg]}`}
            pressed={legShown(filter, leg)}
            onClick={() => onFilter(withLegToggled(filter, leg))}
          >
            {legNames[leg]}
          </Button>
        ))}
        <span className="log-tool-name" aria-hidden="true">
          Layer:
        </span>
        {logLayers.map((layer) => (
          <Button
            key={layer}
            className={`switch log-layer ${layer}`}
            label={`Layer: ${layerNames[layer]}`}
            title={layerMeanings[layer]}
            pressed={layerShown(filter, layer)}
            onClick={() => onFilter(withLayerToggled(filter, layer))}
          >
            {layerNames[layer]}
          </Button>
        ))}
      </div>
    </div>
  );
}
