import { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

let known: boolean | undefined;

/** Whether WebGL is drawn by a graphics card. Drawn by the processor it takes three times as long as the DOM. */
export function hasGpu(): boolean {
  known ??= probe();
  return known;
}

const drawnByProcessor = /swiftshader|llvmpipe|softpipe|software|basic render/i;

function probe(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !drawnByProcessor.test(renderer);
}

/** Browsers have some 16 contexts for all of a page, and take the oldest away when there are more. */
const mostContexts = 12;
let contexts = 0;

/**
 * Until it is ended, or the browser takes WebGL away; the terminal is drawn by the DOM then.
 * @returns what ends it
 */
export function drawByGpu(terminal: Terminal): () => void {
  if (contexts >= mostContexts) return () => {};
  const webgl = new WebglAddon();
  let over = false;
  contexts++;
  function end(): void {
    if (over) return;
    over = true;
    contexts--;
    webgl.dispose();
  }
  webgl.onContextLoss(end);
  try {
    terminal.loadAddon(webgl);
  } catch {
    end();
  }
  return end;
}
