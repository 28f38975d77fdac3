/** Bytes in the making. */
export interface ByteWriter {
  ascii(text: string): void;
  utf8(text: string): void;
  codePoint(code: number): void;
  bytes(bytes: Uint8Array): void;
  finish(): Uint8Array;
}

const encoder = new TextEncoder();

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(16 * 1024);
  let used = 0;

  function need(more: number): void {
    if (used + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, used + more));
    larger.set(buffer);
    buffer = larger;
  }

  function bytes(more: Uint8Array): void {
    need(more.length);
    buffer.set(more, used);
    used += more.length;
  }

  return {
    ascii(text) {
      need(text.length);
      for (let at = 0; at < text.length; at++) buffer[used++] = text.charCodeAt(at);
    },
    utf8: (text) => bytes(encoder.encode(text)),
    codePoint(code) {
      need(4);
      if (code < 0x80) {
        buffer[used++] = code;
      } else if (code < 0x800) {
        buffer[used++] = 0xc0 | (code >> 6);
        buffer[used++] = 0x80 | (code & 0x3f);
      } else if (code < 0x10000) {
        buffer[used++] = 0xe0 | (code >> 12);
        buffer[used++] = 0x80 | ((code >> 6) & 0x3f);
        buffer[used++] = 0x80 | (code & 0x3f);
      } else {
        buffer[used++] = 0xf0 | (code >> 18);
        buffer[used++] = 0x80 | ((code >> 12) & 0x3f);
        buffer[used++] = 0x80 | ((code >> 6) & 0x3f);
        buffer[used++] = 0x80 | (code & 0x3f);
      }
    },
    bytes,
    finish: () => buffer.slice(0, used),
  };
}
