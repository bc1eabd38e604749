/** Draws the committed pictures from their drawings: the tray's in every state and size, the program's for packages. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { TrayIcon } from '../electron/main/tray-model.ts';
import { checkout } from './paths.ts';

/** Each has a drawing of its own, for no pixel of a small picture can be left to a scale. */
export const traySizes = [16, 22, 32] as const;

/** The classes the drawings of the tray know. */
const trayStates = Object.keys({
  idle: true,
  sent: true,
  received: true,
  both: true,
  dialling: true,
  offline: true,
} satisfies Record<TrayIcon, true>);

export const appSizes = [16, 32, 48, 128, 256, 512] as const;

export interface Picture {
  /** Below the checkout, as is the drawing it is made from. */
  readonly file: string;
  readonly drawing: string;
  readonly width: number;
  /** The class its root is given, where one drawing knows several states. */
  readonly state?: string;
}

export const pictures: readonly Picture[] = [
  ...traySizes.flatMap((width) =>
    trayStates.map((state) => ({
      file: `assets/tray/${state}-${width}.png`,
      drawing: `assets/tray/monitors-${width}.svg`,
      width,
      state,
    })),
  ),
  ...appSizes.map((width) => ({
    file: `assets/icons/app-${width}.png`,
    drawing: 'assets/icons/program.svg',
    width,
  })),
];

const stateInDrawing = 'class="idle"';

function drawingOf({ drawing, state }: Picture): string {
  const svg = readFileSync(join(checkout, drawing), 'utf8');
  if (state === undefined) return svg;
  if (!svg.includes(stateInDrawing)) throw new Error(`${drawing} has no ${stateInDrawing} to put a state in`);
  return svg.replace(stateInDrawing, `class="${state}"`);
}

/** The picture as a PNG file: 8-bit RGBA, not interlaced. */
export function draw(picture: Picture): Buffer {
  return new Resvg(drawingOf(picture), { fitTo: { mode: 'width', value: picture.width } }).render().asPng();
}

if (import.meta.filename === process.argv[1]) {
  for (const picture of pictures) writeFileSync(join(checkout, picture.file), draw(picture));
  console.log(`${pictures.length} pictures drawn`);
}
