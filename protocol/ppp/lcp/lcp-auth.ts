/** LCP's authentication option in both roles: which methods a caller answers to, which ones a NAS asks for. */
import type { AuthOption } from '../auth/auth-types.ts';
import { authOption, methodOf } from '../auth/index.ts';
import { ack, nak, reject } from '../automaton/negotiable.ts';
import type { Verdict } from '../automaton/negotiable.ts';
import type { AuthMethod, EncryptionPolicy, LinkOptions } from '../link-types.ts';
import { protocolName } from '../protocol-numbers.ts';
import { authOptionOf } from './lcp-options.ts';

const words: Record<AuthMethod, string> = {
  pap: 'PAP',
  chap: 'CHAP MD5',
  mschap: 'MS-CHAP',
  'mschap-v2': 'MS-CHAP v2',
  eap: 'EAP',
};

const keyYielding: readonly AuthMethod[] = ['mschap', 'mschap-v2', 'eap'];

export function mustEncrypt(policy: EncryptionPolicy): boolean {
  return policy === 'require' || policy === 'maximum';
}

/** The methods that lead to a connection under this policy: MPPE takes its keys from the logon (RFC 3079). */
function useful(methods: readonly AuthMethod[], policy: EncryptionPolicy): readonly AuthMethod[] {
  return mustEncrypt(policy) ? methods.filter((method) => keyYielding.includes(method)) : methods;
}

export function describeMethods(methods: readonly AuthMethod[]): string {
  return methods.length === 0 ? 'none' : methods.map((method) => words[method]).join(', ');
}

export function describeAuthOption(option: AuthOption): string {
  const method = methodOf(option);
  if (method !== undefined) return words[method];
  const algorithm = option.algorithm === undefined ? '' : ` with algorithm ${option.algorithm}`;
  return `${protocolName(option.protocol)}${algorithm}`;
}

export class LcpAuth {
  /** What we answer to. */
  readonly #acceptable: readonly AuthMethod[];
  /** Methods that would be allowed, were it not for the keys they do not yield. */
  readonly #keyless: readonly AuthMethod[];
  /** Encryption is demanded, and nothing that is allowed yields keys for it. */
  readonly contradictory: boolean;
  /** What we ask for. */
  readonly #methods: readonly AuthMethod[];
  readonly #tried = new Set<AuthMethod>();
  #asking: AuthMethod | undefined;
  #suggestions = 0;
  #refused: AuthOption | undefined;
  #declined = false;

  constructor(options: LinkOptions) {
    const { role, encryption } = options;
    const allowed = (role === 'calling' ? options.calling?.acceptable : options.answering?.methods) ?? [];
    const methods = useful(allowed, encryption);
    this.#acceptable = role === 'calling' ? methods : [];
    this.#methods = role === 'answering' ? methods : [];
    this.#keyless = allowed.filter((method) => !methods.includes(method));
    this.contradictory = mustEncrypt(encryption) && methods.length === 0;
  }

  reset(): void {
    this.#tried.clear();
    this.#asking = this.#methods[0];
    this.#suggestions = 0;
    this.#declined = false;
  }

  get asking(): AuthOption | undefined {
    return this.#asking === undefined ? undefined : authOption(this.#asking);
  }

  /** We must know who calls, and the caller will not say. */
  get declined(): boolean {
    return this.#declined;
  }

  /** The method the peer asked for and was refused, while that stands. */
  get refused(): AuthOption | undefined {
    return this.#refused;
  }

  /** The peer was refused only because its method yields no encryption keys. */
  get refusedForKeys(): boolean {
    const method = this.#refused === undefined ? undefined : methodOf(this.#refused);
    return method !== undefined && this.#keyless.includes(method);
  }

  get keyless(): readonly AuthMethod[] {
    return this.#keyless;
  }

  get acceptable(): readonly AuthMethod[] {
    return this.#acceptable;
  }

  get methods(): readonly AuthMethod[] {
    return this.#methods;
  }

  /** The peer's request was acknowledged: whatever it asked for before, there is no disagreement left. */
  settled(): void {
    this.#refused = undefined;
  }

  judge(option: AuthOption): Verdict {
    const method = methodOf(option);
    if (method !== undefined && this.#acceptable.includes(method)) return ack;
    this.#refused = option;
    // A different suggestion each time: the peer may know the second of ours only.
    const suggestion = this.#acceptable[this.#suggestions % Math.max(1, this.#acceptable.length)];
    this.#suggestions += 1;
    return suggestion === undefined ? reject : nak(authOptionOf(authOption(suggestion)));
  }

  /** The caller suggests another method: take it if it is one of ours, else go on to our next. */
  naked(hint: AuthOption): void {
    if (this.#asking !== undefined) this.#tried.add(this.#asking);
    const hinted = methodOf(hint);
    const left = this.#methods.filter((method) => !this.#tried.has(method));
    const next = hinted !== undefined && left.includes(hinted) ? hinted : left[0];
    if (next === undefined) this.#declined = true;
    else this.#asking = next;
  }

  rejected(): void {
    this.#declined = true;
  }
}
