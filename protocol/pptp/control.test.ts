import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { concat } from '../bytes.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { maximumCalls } from './call-control.ts';
import type { ControlEvent, ControlOptions } from './control-types.ts';
import { PptpControl } from './control.ts';
import type { Malformed } from './header.ts';
import { decodeMessage, encodeMessage } from './messages.ts';
import type { Message } from './messages.ts';

type Of<T extends Message['type']> = Extract<Message, { type: T }>;

const startReply: Of<'Start-Control-Connection-Reply'> = {
  type: 'Start-Control-Connection-Reply',
  version: 0x0100,
  result: 1,
  error: 0,
  framing: 0,
  bearer: 0,
  maxChannels: 1,
  firmware: 1,
  hostName: 'local',
  vendor: 'linux',
};
const startRequest: Of<'Start-Control-Connection-Request'> = {
  type: 'Start-Control-Connection-Request',
  version: 0x0100,
  framing: 3,
  bearer: 3,
  maxChannels: 0,
  firmware: 1,
  hostName: 'caller',
  vendor: 'cananian',
};
const callReply: Of<'Outgoing-Call-Reply'> = {
  type: 'Outgoing-Call-Reply',
  callId: 900,
  peerCallId: 77,
  result: 1,
  error: 0,
  cause: 0,
  speed: 10_000_000,
  window: 16,
  processingDelay: 2,
  physicalChannel: 0,
};
const callRequest: Of<'Outgoing-Call-Request'> = {
  type: 'Outgoing-Call-Request',
  callId: 300,
  serial: 1,
  minimumBps: 2400,
  maximumBps: 10_000_000,
  bearer: 3,
  framing: 3,
  window: 3,
  processingDelay: 0,
  phoneNumber: '',
  subaddress: '',
};
const disconnect = (callId: number, result = 4): Message => ({
  type: 'Call-Disconnect-Notify',
  callId,
  result,
  error: 0,
  cause: 0,
  statistics: '',
});
const swap = (id: number) => ((id & 0xff) << 8) | (id >>> 8);

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

function makeControl(options: Partial<ControlOptions> = {}) {
  const sent: (Message | Malformed)[] = [];
  const events: ControlEvent[] = [];
  const log: string[] = [];
  let closes = 0;
  const control = new PptpControl(
    {
      role: 'pns',
      hostName: 'here',
      vendor: 'us',
      receiveWindow: 64,
      sendLinkInfo: false,
      ...options,
    },
    {
      clock,
      random: (count) => new Uint8Array(count),
      send: (bytes) => void sent.push(decodeMessage(bytes)),
      closeTransport: () => (closes += 1),
      emit(event) {
        if (event.type === 'log') log.push(event.text);
        else events.push(event);
      },
    },
  );
  return {
    control,
    log,
    hear: (...messages: Message[]) => control.receive(concat(messages.map(encodeMessage))),
    /** What was sent, and told, since the last time of asking. */
    sent: () => sent.splice(0),
    events: () => events.splice(0),
    closes: () => closes,
  };
}
type Peer = ReturnType<typeof makeControl>;

function readyPns(options: Partial<ControlOptions> = {}): Peer {
  const pns = makeControl(options);
  pns.control.transportUp();
  pns.hear(startReply);
  pns.sent();
  pns.events();
  return pns;
}
function connectedPns(options: Partial<ControlOptions> = {}): Peer {
  const pns = readyPns(options);
  pns.control.placeCall(77);
  pns.hear(callReply);
  pns.sent();
  pns.events();
  return pns;
}
function readyPac(): Peer {
  const pac = makeControl({ role: 'pac' });
  pac.control.transportUp();
  pac.hear(startRequest);
  pac.sent();
  pac.events();
  return pac;
}
function connectedPac(): Peer {
  const pac = readyPac();
  pac.hear(callRequest);
  pac.control.acceptCall(300, 41, 100_000_000);
  pac.sent();
  pac.events();
  return pac;
}
const closed = (events: readonly ControlEvent[]) => {
  const last = events.at(-1);
  if (last?.type !== 'closed') throw new Error(`not closed but ${last?.type ?? 'silent'}`);
  return last.failure;
};

describe('PNS', () => {
  it('starts, calls, hangs up and stops', () => {
    const { control, sent, events, hear, closes } = makeControl();
    control.transportUp();
    expect(sent()).toMatchObject([
      { type: 'Start-Control-Connection-Request', version: 0x0100, maxChannels: 0, hostName: 'here' },
    ]);
    hear(startReply);
    expect(events()).toMatchObject([{ type: 'ready', peer: { hostName: 'local', vendor: 'linux' } }]);
    control.placeCall(77);
    expect(sent()).toMatchObject([{ type: 'Outgoing-Call-Request', callId: 77, window: 64 }]);
    hear(callReply);
    expect(events()).toEqual([
      {
        type: 'call-up',
        call: { callId: 77, peerCallId: 900, peerWindow: 16, speed: 10_000_000, processingDelay: 2 },
      },
    ]);
    control.clearCall(77);
    expect(sent()).toEqual([{ type: 'Call-Clear-Request', callId: 77 }]);
    hear(disconnect(900));
    expect(events()).toEqual([{ type: 'call-down', callId: 77 }]);
    control.stop();
    expect(sent()).toEqual([{ type: 'Stop-Control-Connection-Request', reason: 1 }]);
    hear({ type: 'Stop-Control-Connection-Reply', result: 1, error: 0 });
    expect(closed(events())).toBeUndefined();
    expect(closes()).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it.each([
    [2, 651],
    [3, 676],
    [4, 649],
    [5, 772],
    [99, 651],
  ])('told result %i to its start gives up with %i', (result, number) => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.hear({ ...startReply, result });
    expect(closed(pns.events())).toMatchObject({
      number,
      evidence: expect.stringContaining('Start-Control-Connection-Reply'),
    });
    expect(clock.pending).toBe(0);
  });

  it('takes result 0 for success, as some ADSL modems mean it', () => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.hear({ ...startReply, result: 0 });
    expect(pns.events()).toMatchObject([{ type: 'ready' }]);
  });

  it('stops when the server speaks another version', () => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.sent();
    pns.hear({ ...startReply, version: 0x0001 });
    expect(pns.sent()).toEqual([{ type: 'Stop-Control-Connection-Request', reason: 2 }]);
    clock.advance(3_000);
    expect(closed(pns.events())).toMatchObject({ number: 772 });
  });

  it.each([
    [2, 651],
    [3, 679],
    [4, 676],
    [5, 680],
    [6, 638],
    [7, 649],
    [0, 651],
  ])('told result %i to its call reports %i', (result, number) => {
    const pns = readyPns();
    pns.control.placeCall(77);
    pns.hear({ ...callReply, callId: 0, result });
    expect(pns.events()).toMatchObject([{ type: 'call-down', callId: 77, failure: { number } }]);
  });

  it('names the general error', () => {
    const pns = readyPns();
    pns.control.placeCall(77);
    pns.hear({ ...callReply, result: 2, error: 4 });
    expect(pns.events()).toMatchObject([
      { failure: { evidence: expect.stringContaining('general error: no resource') } },
    ]);
  });

  it('uses call id 0 like any other', () => {
    const pns = readyPns();
    pns.control.placeCall(0);
    pns.hear({ ...callReply, callId: 0, peerCallId: 0 });
    expect(pns.events()).toMatchObject([{ type: 'call-up', call: { callId: 0, peerCallId: 0 } }]);
    pns.hear(disconnect(0, 1));
    expect(pns.events()).toMatchObject([{ type: 'call-down', callId: 0, failure: { number: 629 } }]);
  });

  it.each([
    ["the PAC's", 900],
    ["the PNS's", 77],
    ["the PNS's with its octets swapped", swap(77)],
    ['a rewritten', 12345],
  ])('recognises a disconnected call by %s id', (_, id) => {
    const pns = connectedPns();
    pns.hear(disconnect(id, 3));
    expect(pns.events()).toMatchObject([{ type: 'call-down', callId: 77, failure: { number: 629 } }]);
  });

  it('does not take a late word about one call for another', () => {
    const pns = connectedPns();
    pns.hear(disconnect(900, 3));
    pns.control.placeCall(78);
    pns.hear({ ...callReply, callId: 901, peerCallId: 78 });
    pns.events();
    pns.hear(disconnect(900), disconnect(77), disconnect(swap(77)));
    expect(pns.events()).toEqual([]);
  });

  it('sends one Set-Link-Info after the call connects when told to', () => {
    const pns = readyPns({ sendLinkInfo: true });
    pns.control.placeCall(77);
    pns.sent();
    pns.hear(callReply);
    expect(pns.sent()).toEqual([
      { type: 'Set-Link-Info', peerCallId: 900, sendAccm: 0xffffffff, receiveAccm: 0xffffffff },
    ]);
  });

  it('tells line errors', () => {
    const pns = connectedPns();
    const errors = { crc: 1, framing: 2, hardwareOverrun: 3, bufferOverrun: 4, timeout: 5, alignment: 6 };
    pns.hear({ type: 'WAN-Error-Notify', peerCallId: 77, errors });
    expect(pns.events()).toEqual([{ type: 'wan-errors', callId: 77, errors }]);
  });

  it('politely refuses incoming calls', () => {
    const pns = readyPns();
    pns.hear({
      type: 'Incoming-Call-Request',
      callId: 5,
      serial: 1,
      bearer: 1,
      physicalChannel: 0,
      dialedNumber: '',
      dialingNumber: '',
      subaddress: '',
    });
    expect(pns.sent()).toMatchObject([{ type: 'Incoming-Call-Reply', peerCallId: 5, result: 3 }]);
    expect(pns.events()).toEqual([]);
  });

  it('clears a call that was not answered yet, whatever comes then', () => {
    for (const answer of [disconnect(77), { ...callReply, result: 2 }]) {
      const pns = readyPns();
      pns.control.placeCall(77);
      pns.control.clearCall(77);
      pns.hear(answer);
      expect(pns.events()).toEqual([{ type: 'call-down', callId: 77 }]);
    }
    const pns = readyPns();
    pns.control.placeCall(77);
    pns.control.clearCall(77);
    pns.hear(callReply, disconnect(900));
    expect(pns.events()).toEqual([{ type: 'call-down', callId: 77 }]);
  });

  it('waits no longer than three seconds for a Call-Disconnect-Notify', () => {
    const pns = connectedPns();
    pns.control.clearCall(77);
    clock.advance(2_999);
    expect(pns.events()).toEqual([]);
    clock.advance(1);
    expect(pns.events()).toEqual([{ type: 'call-down', callId: 77 }]);
  });

  it.each([
    ['before Call-Disconnect-Notify', false, undefined],
    ['with a reset', false, 'ECONNRESET'],
    ['after Call-Disconnect-Notify', true, undefined],
  ])('is content when the server drops TCP %s', (_, notified, evidence) => {
    const pns = connectedPns();
    pns.control.clearCall(77);
    if (notified) pns.hear(disconnect(900));
    pns.control.transportDown(evidence);
    expect(closed(pns.events())).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('does not take the end of a later call for the one it wanted', () => {
    const pns = connectedPns();
    pns.control.clearCall(77);
    pns.hear(disconnect(900));
    pns.control.placeCall(78);
    pns.hear({ ...callReply, callId: 901, peerCallId: 78 }, disconnect(901, 3));
    pns.control.transportDown();
    expect(closed(pns.events())).toMatchObject({ number: 807 });
  });

  it('is content when the server disconnects and stops first while it hangs up', () => {
    const pns = connectedPns();
    pns.control.clearCall(77);
    pns.sent();
    pns.hear(disconnect(900), { type: 'Stop-Control-Connection-Request', reason: 1 });
    expect(pns.sent()).toEqual([{ type: 'Stop-Control-Connection-Reply', result: 1, error: 0 }]);
    expect(pns.events()).toEqual([{ type: 'call-down', callId: 77 }, { type: 'closed' }]);
  });

  it('is content when nobody answers its stop', () => {
    const pns = connectedPns();
    pns.control.stop();
    clock.advance(3_000);
    expect(pns.events()).toEqual([{ type: 'closed', failure: undefined }]);
    expect(pns.closes()).toBe(1);
  });

  it('answers a stop that crosses its own', () => {
    const pns = connectedPns();
    pns.control.stop();
    pns.sent();
    pns.hear({ type: 'Stop-Control-Connection-Request', reason: 1 });
    expect(pns.sent()).toMatchObject([{ type: 'Stop-Control-Connection-Reply' }]);
    expect(closed(pns.events())).toBeUndefined();
  });

  it('reports a server that stops or disappears during the call', () => {
    const stopped = connectedPns();
    stopped.hear({ type: 'Stop-Control-Connection-Request', reason: 3 });
    expect(closed(stopped.events())).toMatchObject({
      number: 629,
      cause: 'The server is shutting down.',
      evidence: 'Stop-Control-Connection-Request: local shutdown',
    });
    const gone = connectedPns();
    gone.control.transportDown('ECONNRESET');
    expect(closed(gone.events())).toMatchObject({ number: 807, evidence: 'ECONNRESET' });
  });

  it('reports a server that closes TCP before it answers', () => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.control.transportDown();
    expect(closed(pns.events())).toMatchObject({
      number: 807,
      cause: expect.stringContaining('before it answered'),
    });
    const waiting = readyPns();
    waiting.control.placeCall(77);
    waiting.control.transportDown();
    expect(closed(waiting.events())).toMatchObject({ number: 807 });
  });

  it('gives up after sixty seconds without an answer to start or call', () => {
    const pns = makeControl();
    pns.control.transportUp();
    clock.advance(59_999);
    expect(pns.events()).toEqual([]);
    clock.advance(1);
    expect(closed(pns.events())).toMatchObject({ number: 809 });
    const calling = readyPns();
    calling.control.placeCall(77);
    clock.advance(60_000);
    expect(closed(calling.events())).toMatchObject({ number: 638 });
    expect(clock.pending).toBe(0);
  });

  it('sends an echo after sixty seconds of silence, and gives up after sixty more', () => {
    const pns = connectedPns();
    clock.advance(60_000);
    expect(pns.sent()).toMatchObject([{ type: 'Echo-Request' }]);
    clock.advance(59_999);
    expect(pns.events()).toEqual([]);
    clock.advance(1);
    expect(closed(pns.events())).toMatchObject({ number: 807 });
  });

  it('lives as long as its echoes are answered', () => {
    const pns = connectedPns();
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(60_000);
      const echo = pns.sent()[0] as Of<'Echo-Request'>;
      expect(echo.type).toBe('Echo-Request');
      pns.hear({ type: 'Echo-Reply', identifier: echo.identifier, result: 1, error: 0 });
    }
    expect(pns.events()).toEqual([]);
  });

  it('answers an echo at any time, identifier unchanged', () => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.sent();
    pns.hear({ type: 'Echo-Request', identifier: 0x01020304 });
    expect(pns.sent()).toEqual([{ type: 'Echo-Reply', identifier: 0x01020304, result: 1, error: 0 }]);
  });

  it('says so when the other end is not PPTP', () => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.control.receive(new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n'));
    expect(closed(pns.events())).toMatchObject({ number: 702 });
  });

  it('keeps its call through a few messages that make no sense, but not through many', () => {
    const pns = connectedPns();
    const nonsense = encodeMessage({ type: 'Echo-Request', identifier: 1 });
    nonsense[9] = 99;
    for (let i = 0; i < 16; i += 1) pns.control.receive(nonsense);
    expect(pns.events()).toEqual([]);
    pns.control.receive(nonsense);
    expect(closed(pns.events())).toMatchObject({ number: 702 });
  });

  it('logs each message both ways', () => {
    const pns = makeControl();
    pns.control.transportUp();
    pns.hear(startReply);
    expect(pns.log).toEqual([
      expect.stringMatching(/^sent Start-Control-Connection-Request: /),
      expect.stringMatching(/^received Start-Control-Connection-Reply: successful, /),
    ]);
  });
});

describe('PAC', () => {
  it('accepts a connection and a call, and is told when the caller hangs up', () => {
    const pac = makeControl({ role: 'pac' });
    pac.control.transportUp();
    expect(pac.sent()).toEqual([]);
    pac.hear(startRequest);
    expect(pac.sent()).toMatchObject([
      { type: 'Start-Control-Connection-Reply', result: 1, version: 0x0100 },
    ]);
    expect(pac.events()).toMatchObject([{ type: 'ready', peer: { hostName: 'caller' } }]);
    pac.hear(callRequest);
    expect(pac.events()).toMatchObject([{ type: 'call-requested', peerCallId: 300, peerWindow: 3 }]);
    pac.control.acceptCall(300, 41, 100_000_000);
    expect(pac.sent()).toMatchObject([
      { type: 'Outgoing-Call-Reply', callId: 41, peerCallId: 300, result: 1, speed: 100_000_000, window: 64 },
    ]);
    expect(pac.events()).toMatchObject([{ type: 'call-up', call: { callId: 41, peerCallId: 300 } }]);
    pac.hear({ type: 'Call-Clear-Request', callId: 300 });
    expect(pac.sent()).toMatchObject([{ type: 'Call-Disconnect-Notify', callId: 41, result: 4 }]);
    expect(pac.events()).toMatchObject([{ type: 'call-down', callId: 41, failure: { number: 629 } }]);
    pac.hear({ type: 'Stop-Control-Connection-Request', reason: 1 });
    expect(pac.sent()).toMatchObject([{ type: 'Stop-Control-Connection-Reply', result: 1 }]);
    expect(closed(pac.events())).toBeUndefined();
    expect(clock.pending).toBe(0);
  });

  it('hangs up a call itself', () => {
    const pac = connectedPac();
    pac.control.clearCall(41);
    expect(pac.sent()).toMatchObject([{ type: 'Call-Disconnect-Notify', callId: 41, result: 3 }]);
    expect(pac.events()).toEqual([{ type: 'call-down', callId: 41 }]);
  });

  it('refuses a call with the result it is given', () => {
    const pac = readyPac();
    pac.hear(callRequest);
    pac.control.refuseCall(300, 4);
    expect(pac.sent()).toMatchObject([{ type: 'Outgoing-Call-Reply', peerCallId: 300, result: 4, error: 0 }]);
  });

  it('tells that a request was withdrawn, and ignores an answer to it', () => {
    const pac = readyPac();
    pac.hear(callRequest, { type: 'Call-Clear-Request', callId: 300 });
    expect(pac.events()).toMatchObject([
      { type: 'call-requested' },
      { type: 'call-withdrawn', peerCallId: 300 },
    ]);
    expect(pac.sent()).toMatchObject([{ type: 'Call-Disconnect-Notify', callId: 300, result: 4 }]);
    pac.control.acceptCall(300, 41, 1);
    expect(pac.sent()).toEqual([]);
  });

  it('answers in time even when its owner does not', () => {
    const pac = readyPac();
    pac.hear(callRequest);
    pac.events();
    clock.advance(60_000);
    expect(pac.sent()).toContainEqual(expect.objectContaining({ type: 'Outgoing-Call-Reply', result: 6 }));
    expect(pac.events()).toEqual([{ type: 'call-withdrawn', peerCallId: 300 }]);
  });

  it('refuses a call id that is in use, and more calls than it can hold', () => {
    const pac = connectedPac();
    pac.hear(callRequest);
    expect(pac.sent()).toMatchObject([{ type: 'Outgoing-Call-Reply', result: 2, error: 5 }]);
    for (let id = 1; id < maximumCalls; id += 1) pac.hear({ ...callRequest, callId: 1000 + id });
    expect(pac.sent()).toEqual([]);
    pac.hear({ ...callRequest, callId: 2000 });
    expect(pac.sent()).toMatchObject([
      { type: 'Outgoing-Call-Reply', peerCallId: 2000, result: 2, error: 4 },
    ]);
  });

  it('refuses an earlier version and answers a later one with its own', () => {
    const early = makeControl({ role: 'pac' });
    early.control.transportUp();
    early.hear({ ...startRequest, version: 0x0001 });
    expect(early.sent()).toMatchObject([{ result: 5, version: 0x0100 }]);
    expect(closed(early.events())).toMatchObject({ number: 772 });
    const late = makeControl({ role: 'pac' });
    late.control.transportUp();
    late.hear({ ...startRequest, version: 0x0200 });
    expect(late.sent()).toMatchObject([{ result: 1, version: 0x0100 }]);
  });

  it('refuses a second start on the same connection', () => {
    const pac = connectedPac();
    pac.hear(startRequest);
    expect(pac.sent()).toMatchObject([{ type: 'Start-Control-Connection-Reply', result: 3 }]);
    expect(pac.events()).toEqual([]);
  });

  it.each([
    ['its own call id', 41],
    ['the id a NAT made of it', 5555],
  ])('takes link info for %s', (_, peerCallId) => {
    const pac = connectedPac();
    pac.hear({ type: 'Set-Link-Info', peerCallId, sendAccm: 1, receiveAccm: 2 });
    expect(pac.events()).toEqual([{ type: 'link-info', callId: 41, sendAccm: 1, receiveAccm: 2 }]);
  });

  it('drops a caller that asks for nothing', () => {
    const pac = makeControl({ role: 'pac' });
    pac.control.transportUp();
    clock.advance(60_000);
    expect(closed(pac.events())).toMatchObject({ number: 809 });
  });

  it('answers no more echoes than its budget allows', () => {
    const pac = readyPac();
    const storm = concat(
      Array.from({ length: 2000 }, (_, identifier) => encodeMessage({ type: 'Echo-Request', identifier })),
    );
    const before = pac.log.length;
    pac.control.receive(storm);
    expect(pac.sent().length).toBeLessThanOrEqual(512);
    expect(pac.log.length - before).toBeLessThan(1100);
    clock.advance(1_000);
    pac.hear({ type: 'Echo-Request', identifier: 9 });
    expect(pac.sent()).toMatchObject([{ type: 'Echo-Reply', identifier: 9 }]);
  });
});

describe('either end', () => {
  const anyMessage: fc.Arbitrary<Message> = fc.constantFrom<Message>(
    startRequest,
    startReply,
    { ...startReply, result: 3 },
    { type: 'Stop-Control-Connection-Reply', result: 2, error: 1 },
    { type: 'Stop-Control-Connection-Request', reason: 200 },
    { type: 'Echo-Request', identifier: 0xffffffff },
    { type: 'Echo-Reply', identifier: 5, result: 2, error: 6 },
    callRequest,
    { ...callRequest, callId: 0 },
    callReply,
    { ...callReply, peerCallId: 5 },
    { ...callReply, result: 2 },
    {
      type: 'Incoming-Call-Request',
      callId: 0,
      serial: 0,
      bearer: 0,
      physicalChannel: 0,
      dialedNumber: '',
      dialingNumber: '',
      subaddress: '',
    },
    {
      type: 'Incoming-Call-Reply',
      callId: 1,
      peerCallId: 77,
      result: 1,
      error: 0,
      window: 0,
      transmitDelay: 0,
    },
    {
      type: 'Incoming-Call-Connected',
      peerCallId: 77,
      speed: 0,
      window: 0,
      transmitDelay: 0,
      framing: 0,
    },
    { type: 'Call-Clear-Request', callId: 77 },
    { type: 'Call-Clear-Request', callId: 300 },
    disconnect(900),
    disconnect(1, 250),
    {
      type: 'WAN-Error-Notify',
      peerCallId: 77,
      errors: { crc: 0, framing: 0, hardwareOverrun: 0, bufferOverrun: 0, timeout: 0, alignment: 0 },
    },
    { type: 'Set-Link-Info', peerCallId: 41, sendAccm: 0, receiveAccm: 0 },
  );
  const act = fc.oneof(
    { weight: 5, arbitrary: anyMessage },
    fc.constantFrom('place', 'accept', 'refuse', 'clear', 'stop', 'down', 'wait'),
  );

  it.each(['pns', 'pac'] as const)('never throws as %s, closes once, and leaves no timer behind', (role) => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        clock = new FakeClock();
        const { control, hear, events, closes } = makeControl({ role, sendLinkInfo: true });
        control.transportUp();
        let established = false;
        let nextId = 77;
        const told: ControlEvent[] = [];
        for (const what of acts) {
          if (typeof what !== 'string') hear(what);
          else if (what === 'place' && role === 'pns' && established) control.placeCall(nextId++);
          else if (what === 'accept') control.acceptCall(300, nextId++, 64_000);
          else if (what === 'refuse') control.refuseCall(0, 7);
          else if (what === 'clear') control.clearCall(77);
          else if (what === 'stop') control.stop();
          else if (what === 'down') control.transportDown('reset');
          else if (what === 'wait') clock.advance(30_000);
          told.push(...events());
          established = told.some(({ type }) => type === 'ready');
        }
        control.stop();
        clock.advance(200_000);
        told.push(...events());
        expect(told.filter(({ type }) => type === 'closed')).toHaveLength(1);
        expect(told.at(-1)?.type).toBe('closed');
        expect(closes()).toBe(1);
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
