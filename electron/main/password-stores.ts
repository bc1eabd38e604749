/** Which keyring keeps the passwords: Electron's where a real one is behind it, else the desktop's Secret Service, else none. */
import type { SafeStorage } from 'electron';
import type { FoundStore } from '../../client/index.ts';
import { defaultSealedPasswordsPath, findSecretService, SealedPasswords } from '../../client/index.ts';

type Backend = ReturnType<SafeStorage['getSelectedStorageBackend']>;

/** The others seal with a key that everybody knows. */
const keyrings: readonly Backend[] = ['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'];

export type Sealing = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

export async function findPasswordStore(
  sealing: Sealing,
  path = defaultSealedPasswordsPath(),
  secretService = () => findSecretService(),
): Promise<FoundStore> {
  if (keyrings.includes(sealing.getSelectedStorageBackend()) && sealing.isEncryptionAvailable()) {
    const sealer = {
      seal: (text: string) => sealing.encryptString(text),
      open: (sealed: Buffer) => sealing.decryptString(sealed),
    };
    return { store: new SealedPasswords(path, sealer) };
  }
  return secretService();
}
