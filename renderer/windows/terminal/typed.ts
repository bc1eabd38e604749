/** What is typed, on its way to the line: UTF-8, in pieces as large as a request may be. */
import { base64Text } from '../../base64.ts';

/** Of the bytes, before base64. */
export const mostBytes = 4096;

function inPieces(bytes: Uint8Array): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += mostBytes) {
    pieces.push(base64Text(bytes.subarray(at, at + mostBytes)));
  }
  return pieces;
}

export const typedText = (text: string): string[] => inPieces(new TextEncoder().encode(text));

/** One byte a character: reports that are no text. */
export const typedBytes = (text: string): string[] =>
  inPieces(Uint8Array.from(text, (character) => character.charCodeAt(0)));
