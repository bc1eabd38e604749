/** What each kind of window is like before its page has measured itself. */
import type { WindowKind, WindowRequest } from '../../contract/app.ts';

export interface WindowShape {
  readonly width: number;
  readonly height: number;
  /** Documents the user may size; a dialog is as large as what it shows. */
  readonly resizable: boolean;
  /** Stays in front of the folder and goes with it. */
  readonly belongsToFolder: boolean;
}

const document = (width: number, height: number): WindowShape => ({
  width,
  height,
  resizable: true,
  belongsToFolder: false,
});
const dialog = (width: number, height: number, belongsToFolder: boolean): WindowShape => ({
  width,
  height,
  resizable: false,
  belongsToFolder,
});

export const windowShapes: Readonly<Record<WindowKind, WindowShape>> = {
  folder: document(560, 380),
  log: document(860, 560),
  terminal: document(724, 500),
  wizard: dialog(500, 360, true),
  connect: dialog(380, 300, true),
  properties: dialog(400, 460, true),
  settings: dialog(380, 380, true),
  dialing: dialog(420, 480, true),
  about: dialog(380, 300, true),
  // These outlive the folder: a call goes on without it.
  connecting: dialog(380, 200, false),
  established: dialog(400, 240, false),
  status: dialog(400, 420, false),
};

/** One window for each: the page of a property sheet does not make it another. */
export function windowKey(request: WindowRequest): string {
  const of = 'entry' in request ? request.entry : 'log' in request ? (request.log ?? '') : '';
  return `${request.kind}:${of}`;
}
