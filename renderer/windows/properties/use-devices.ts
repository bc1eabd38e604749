/** The serial devices of the machine, asked for once when a window opens. */
import { useEffect, useState } from 'react';
import type { DialError } from '../../../contract/dial-error.ts';
import { asDialError, call } from '../../bridge.ts';
import type { SerialDevice } from './device-choice.ts';

export interface Devices {
  /** Undefined until they are known. */
  readonly list: readonly SerialDevice[] | undefined;
  readonly error?: DialError;
}

export function useDevices(): Devices {
  const [devices, setDevices] = useState<Devices>({ list: undefined });
  useEffect(() => {
    let open = true;
    call('devices', {}).then(
      (answer) => open && setDevices({ list: answer.devices }),
      (thrown: unknown) => open && setDevices({ list: [], error: asDialError(thrown) }),
    );
    return () => {
      open = false;
    };
  }, []);
  return devices;
}
