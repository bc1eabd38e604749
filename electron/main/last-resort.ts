/**
 * A fault that nobody caught, a library's or ours: it is told, and the program goes on. Ending would hang up what is being
 * dialled and take the windows away from what is up; files are replaced as a whole, so none is left half written.
 */

interface FaultSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (fault: unknown) => void): unknown;
}

/** Only once the program is there: what goes wrong before is the end of the start. */
export function surviveFaults(process: FaultSource, report: (what: string, error: unknown) => void): void {
  process.on('uncaughtException', (error) => {
    report('a fault of this program', error);
  });
  process.on('unhandledRejection', (reason) => {
    report('a fault of this program, in what nobody waited for', reason);
  });
}
