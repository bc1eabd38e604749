/** The Secret Service's session: passwords cross the bus encrypted under a key that both ends agree on (Diffie-Hellman). */
import { createCipheriv, createDecipheriv, createDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';
import { Secret } from '../contract/secret.ts';

/** The name of the agreement and the cipher. */
export const transportAlgorithm = 'dh-ietf1024-sha256-aes128-cbc-pkcs7';

/** RFC 2409 §6.2, the Second Oakley Group; written out because Electron's crypto library does not know it by name. */
export const oakleyGroup2 =
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74' +
  '020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437' +
  '4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
  'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff';
const generator = 2;
const primeLength = 128;
const keyLength = 16;
const blockLength = 16;
const cipher = 'aes-128-cbc';

export interface Sealed {
  readonly parameters: Buffer;
  readonly value: Buffer;
}

export class TransportKey {
  readonly #exchange = createDiffieHellman(Buffer.from(oakleyGroup2, 'hex'), generator);
  readonly #public = this.#exchange.generateKeys();
  #key: Buffer | undefined;

  /** What the other end needs to know. */
  get publicKey(): Buffer {
    return this.#public;
  }

  /** Throws an Error when the other end's number is not one. */
  agree(theirs: Uint8Array): void {
    const shared = this.#exchange.computeSecret(theirs);
    const whole = Buffer.concat([Buffer.alloc(Math.max(0, primeLength - shared.length)), shared]);
    this.#key = Buffer.from(hkdfSync('sha256', whole, Buffer.alloc(0), Buffer.alloc(0), keyLength));
    shared.fill(0);
    whole.fill(0);
  }

  seal(secret: Secret): Sealed {
    const parameters = randomBytes(blockLength);
    const sealing = createCipheriv(cipher, this.#agreed(), parameters);
    return { parameters, value: Buffer.concat([sealing.update(secret.reveal(), 'utf8'), sealing.final()]) };
  }

  /** Throws an Error when it was not sealed with this key. */
  open({ parameters, value }: Sealed): Secret {
    const opening = createDecipheriv(cipher, this.#agreed(), parameters);
    const clear = Buffer.concat([opening.update(value), opening.final()]);
    const secret = new Secret(clear.toString('utf8'));
    clear.fill(0);
    return secret;
  }

  #agreed(): Buffer {
    if (this.#key === undefined) throw new Error('no key is agreed on yet');
    return this.#key;
  }
}
