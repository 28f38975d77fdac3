// nativeImage: keeps the file's bytes and knows the size of a PNG; it does not draw.
const { existsSync, readFileSync } = require('node:fs');
const { strict } = require('./strict.cjs');

const pngSignature = 0x89504e47;

class NativeImage {
  #bytes;
  #size;
  #isTemplate = false;

  constructor(bytes = Buffer.alloc(0), size = sizeOfPng(bytes)) {
    this.#bytes = bytes;
    this.#size = size;
  }

  isEmpty() {
    return this.#bytes.length === 0;
  }

  getSize() {
    return { ...this.#size };
  }

  /** The same picture, said to be of another size. */
  resize({ width, height }) {
    const ratio = this.#size.height / this.#size.width || 1;
    return new NativeImage(this.#bytes, {
      width: width ?? Math.round(height / ratio),
      height: height ?? Math.round(width * ratio),
    });
  }

  setTemplateImage(isTemplate) {
    this.#isTemplate = isTemplate;
  }

  isTemplateImage() {
    return this.#isTemplate;
  }

  toPNG() {
    return this.#bytes;
  }

  toDataURL() {
    return `data:image/png;base64,${this.#bytes.toString('base64')}`;
  }
}

function sizeOfPng(bytes) {
  const isPng = bytes.length > 24 && bytes.readUInt32BE(0) === pngSignature;
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { width: 0, height: 0 };
}

const nativeImage = strict('nativeImage', {
  createEmpty: () => new NativeImage(),
  createFromBuffer: (bytes) => new NativeImage(bytes),
  createFromPath: (path) => new NativeImage(existsSync(path) ? readFileSync(path) : undefined),
  createFromDataURL: (url) => new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')),
});

module.exports = { nativeImage };
