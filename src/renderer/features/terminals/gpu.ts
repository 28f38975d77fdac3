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

/** When the browser takes WebGL away (it has some 16 contexts for all of a page), the terminal is drawn by the DOM again. */
export function drawByGpu(terminal: Terminal): void {
  const webgl = new WebglAddon();
  webgl.onContextLoss(() => webgl.dispose());
  try {
    terminal.loadAddon(webgl);
  } catch {
    webgl.dispose();
  }
}
