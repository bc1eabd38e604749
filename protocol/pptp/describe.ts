/** A PPTP control message in words, for the connection log; dialled digits masked. */
import {
  disconnectResults,
  incomingCallResults,
  outgoingCallResults,
  plainResults,
  resultWords,
  startResults,
  stopReasons,
} from './codes.ts';
import type { Malformed } from './header.ts';
import type { Message } from './messages.ts';

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;
const maskNumber = (number: string) => number.replace(/[0-9A-Za-z]/g, '#');

function capabilities(bits: number, names: readonly [string, string]): string {
  const known = names.filter((_, bit) => (bits >>> bit) & 1);
  return known.length === 0 ? String(bits) : known.join('+');
}
const framing = (bits: number) => capabilities(bits, ['async', 'sync']);
const bearer = (bits: number) => capabilities(bits, ['analog', 'digital']);

function start(message: Extract<Message, { readonly hostName: string }>): string {
  return (
    `version ${message.version >>> 8}.${message.version & 0xff}, framing ${framing(message.framing)}, ` +
    `bearer ${bearer(message.bearer)}, channels ${message.maxChannels}, firmware ${message.firmware}, ` +
    `host "${message.hostName}", vendor "${message.vendor}"`
  );
}

function body(message: Message): string {
  switch (message.type) {
    case 'Start-Control-Connection-Request':
      return start(message);
    case 'Start-Control-Connection-Reply':
      return `${resultWords(startResults, message.result, message.error)}, ${start(message)}`;
    case 'Stop-Control-Connection-Request':
      return stopReasons[message.reason] ?? `reason ${message.reason}`;
    case 'Stop-Control-Connection-Reply':
      return resultWords(plainResults, message.result, message.error);
    case 'Echo-Request':
      return `identifier ${hex(message.identifier, 8)}`;
    case 'Echo-Reply':
      return `identifier ${hex(message.identifier, 8)}, ${resultWords(plainResults, message.result, message.error)}`;
    case 'Outgoing-Call-Request':
      return (
        `call id ${message.callId}, serial ${message.serial}, ${message.minimumBps} to ${message.maximumBps} bit/s, ` +
        `bearer ${bearer(message.bearer)}, framing ${framing(message.framing)}, window ${message.window}, ` +
        `delay ${message.processingDelay}, number "${maskNumber(message.phoneNumber)}"`
      );
    case 'Outgoing-Call-Reply':
      return (
        `call id ${message.callId}, peer's call id ${message.peerCallId}, ` +
        `${resultWords(outgoingCallResults, message.result, message.error)}, cause ${message.cause}, ` +
        `${message.speed} bit/s, window ${message.window}, delay ${message.processingDelay}, ` +
        `channel ${message.physicalChannel}`
      );
    case 'Incoming-Call-Request':
      return (
        `call id ${message.callId}, serial ${message.serial}, bearer ${bearer(message.bearer)}, ` +
        `channel ${message.physicalChannel}, from "${maskNumber(message.dialingNumber)}" ` +
        `to "${maskNumber(message.dialedNumber)}"`
      );
    case 'Incoming-Call-Reply':
      return (
        `call id ${message.callId}, peer's call id ${message.peerCallId}, ` +
        `${resultWords(incomingCallResults, message.result, message.error)}, window ${message.window}, ` +
        `delay ${message.transmitDelay}`
      );
    case 'Incoming-Call-Connected':
      return (
        `peer's call id ${message.peerCallId}, ${message.speed} bit/s, window ${message.window}, ` +
        `delay ${message.transmitDelay}, framing ${framing(message.framing)}`
      );
    case 'Call-Clear-Request':
      return `call id ${message.callId}`;
    case 'Call-Disconnect-Notify':
      return (
        `call id ${message.callId}, ${resultWords(disconnectResults, message.result, message.error)}, ` +
        `cause ${message.cause}${message.statistics === '' ? '' : `, statistics "${message.statistics}"`}`
      );
    case 'WAN-Error-Notify': {
      const { errors } = message;
      return (
        `peer's call id ${message.peerCallId}, CRC ${errors.crc}, framing ${errors.framing}, ` +
        `hardware overruns ${errors.hardwareOverrun}, buffer overruns ${errors.bufferOverrun}, ` +
        `time-outs ${errors.timeout}, alignment ${errors.alignment}`
      );
    }
    case 'Set-Link-Info':
      return (
        `peer's call id ${message.peerCallId}, send ACCM ${hex(message.sendAccm, 8)}, ` +
        `receive ACCM ${hex(message.receiveAccm, 8)}`
      );
  }
}

export function describeMessage(message: Message | Malformed): string {
  if ('malformed' in message) return `malformed message (${message.malformed})`;
  return `${message.type}: ${body(message)}`;
}
