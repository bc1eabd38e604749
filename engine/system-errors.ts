/** What the operating system said, as the RAS error a user knows. */
import type { LinkEvent } from '../native/addon/index.js';
import type { Failure } from '../protocol/failure.ts';

/** errno's name, or undefined for an error that is not the system's. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function evidenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A serial port that could not be opened. */
export function portFailure(error: unknown, path: string): Failure {
  const evidence = evidenceOf(error);
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
      return { number: 615, cause: `There is no port ${path} on this computer.`, evidence };
    case 'ENOTTY':
      return { number: 615, cause: `${path} is not a serial port.`, evidence };
    case 'EBUSY':
      return { number: 633, cause: `Another program is using the port ${path}.`, evidence };
    case 'EACCES':
    case 'EPERM':
      return {
        number: 633,
        cause: `This computer does not let us use the port ${path}; members of the group "dialout" may.`,
        evidence,
      };
    case 'EINVAL':
      return {
        number: 605,
        cause: `The port ${path} does not take the speed or flow control asked for.`,
        evidence,
      };
    case 'EIO':
      return { number: 692, cause: `The port ${path} answers with a hardware error.`, evidence };
    default:
      return { number: 633, cause: `The port ${path} could not be opened.`, evidence };
  }
}

/** A modem or null modem behind a TCP connection that did not come up, or ended with an error. */
export function tcpPortFailure(code: string | undefined, target: string): Failure {
  const evidence = `connect to ${target}: ${code ?? 'closed'}`;
  if (code === 'ECONNREFUSED') return { number: 633, cause: `Nothing accepts calls at ${target}.`, evidence };
  return { number: 638, cause: `There is no answer from ${target}.`, evidence };
}

/** The TCP connection to a PPTP server that did not come up. */
export function serverFailure(error: unknown, address: string): Failure {
  const code = errorCode(error);
  const evidence = `connect to ${address} port 1723: ${code ?? evidenceOf(error)}`;
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET') {
    return { number: 808, cause: `The VPN server ${address} refused the connection.`, evidence };
  }
  return { number: 809, cause: `The VPN server ${address} does not answer.`, evidence };
}

/** The socket for GRE packets that could not be opened. */
export function greSocketFailure(error: unknown): Failure {
  return {
    number: 633,
    cause: 'The tunnel port (GRE) could not be opened on this computer.',
    evidence: evidenceOf(error),
  };
}

/** GRE does not get through, either way (RFC 2637 §4.1 needs IP protocol 47 on the whole path). */
export function greBlocked(evidence: string): Failure {
  return {
    number: 806,
    cause:
      'The VPN server answers, but a firewall or router on the way does not let the tunnel itself (GRE) through.',
    evidence,
  };
}

export function nameFailure(name: string, reason: unknown): Failure {
  return { number: 868, cause: `The name ${name} could not be found.`, evidence: evidenceOf(reason) };
}

/** The TUN could not be made or given its addresses. */
export function interfaceFailure(error: unknown): Failure {
  return {
    number: 728,
    cause: 'The network interface for this connection could not be made.',
    evidence: evidenceOf(error),
  };
}

/** A transport that carried PPP, or a modem dialogue, ended by itself. */
export function lostFailure(event: Extract<LinkEvent, { type: 'closed' }>): Failure {
  switch (event.reason) {
    case 'carrier':
      return {
        number: 629,
        cause: 'The modem lost the carrier: the other end hung up.',
        evidence: 'NO CARRIER, or DCD fell',
      };
    case 'eof':
      return { number: 629, cause: 'The other end closed the connection.', evidence: 'end of file' };
    case 'error':
      return {
        number: 629,
        cause: 'The line to the other end broke.',
        evidence: `${event.syscall ?? 'read'}: ${event.code ?? 'error'}`,
      };
  }
}

/** A rejected promise of the host's: the Failure it promised, or whatever was thrown, under `number`. */
export function asFailure(reason: unknown, number: number, cause: string): Failure {
  if (isFailure(reason)) return reason;
  return { number, cause, evidence: evidenceOf(reason) };
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'number' in value &&
    typeof value.number === 'number' &&
    'cause' in value &&
    typeof value.cause === 'string'
  );
}
