/** The modem's part of a call, handed to the loudspeaker: which state, since when, which number, how loud. */
import type { DialProgress } from '../../../contract/app.ts';
import { currentLocation, diallingOf } from '../../../contract/dialing-rules.ts';
import type { Scene, LegView } from '../../store/dial-view.ts';
import { modemLeg } from '../../store/dial-view.ts';
import { entryView, useApp } from '../../store/index.ts';
import { heardVolume } from '../../sound/entry-sound.ts';
import type { Moment } from '../../sound/phase-plan.ts';
import { useModemSound } from '../../sound/use-modem-sound.ts';
import { asDialled, dialsNumber } from '../connect/destination.ts';
import { useNumberPreview } from '../connect/use-number-preview.ts';

/** What is heard of a leg: nothing once the call is over, but the tone of a busy line. */
function momentOf(leg: LegView | undefined, scene: Scene): Moment | undefined {
  if (leg?.state === undefined) return undefined;
  if (scene.kind === 'failed')
    return scene.error.entry === leg.entry
      ? { state: 'disconnected', failure: scene.error.number }
      : undefined;
  if (scene.kind !== 'dialling') return undefined;
  const failure = leg.redial?.after.number;
  return {
    state: leg.state,
    ...(leg.detail === undefined ? {} : { detail: leg.detail }),
    ...(failure === undefined ? {} : { failure }),
  };
}

export function useCallSound(
  dialled: string,
  legs: readonly LegView[],
  scene: Scene,
  once: DialProgress['once'],
): void {
  const leg = modemLeg(legs);
  const locations = useApp((state) => state.locations);
  const known = useApp(entryView(leg?.entry ?? ''))?.entry;
  // What was typed over is of the entry that was dialled, not of one beneath it.
  const entry = known && (known.name === dialled ? asDialled(known, once ?? {}, locations) : known);
  const { sound } = useApp((state) => state.settings);
  const dials = entry !== undefined && dialsNumber(entry);
  const number = useNumberPreview(dials ? entry : undefined, locations).dialled;
  const pulse = entry !== undefined && diallingOf(entry, currentLocation(locations)) === 'pulse';
  useModemSound({
    moment: dials ? momentOf(leg, scene) : undefined,
    since: leg?.since ?? 0,
    volume: heardVolume(entry?.speaker, sound),
    dialled: number ?? '',
    pulse,
  });
}
