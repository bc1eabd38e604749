/** The PPP frames of a log as pcapng: those its lines describe, secrets zeroed. */
import type { LogRecord } from '../contract/log.ts';
import { enhancedPacket, interfaceDescription, sectionHeader } from './pcapng.ts';

/** Address and control, as on a line without field compression. */
const addressAndControl = [0xff, 0x03];

/** The file's bytes in pieces; one interface an entry. */
export async function* logCapture(
  records: AsyncIterable<LogRecord> | Iterable<LogRecord>,
): AsyncGenerator<Buffer, void, void> {
  yield sectionHeader('Dial-Up Networking');
  const interfaces = new Map<string, number>();
  for await (const { time, entry, direction, frame } of records) {
    if (frame === undefined || direction === undefined) continue;
    let interfaceId = interfaces.get(entry);
    if (interfaceId === undefined) {
      interfaceId = interfaces.size;
      interfaces.set(entry, interfaceId);
      yield interfaceDescription(entry);
    }
    const header = [...addressAndControl, frame.protocol >> 8, frame.protocol & 0xff];
    yield enhancedPacket({
      interfaceId,
      direction,
      time: time * 1000,
      frame: Buffer.concat([Buffer.from(header), Buffer.from(frame.information, 'base64')]),
      lost: 0,
    });
  }
}
