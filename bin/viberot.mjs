#!/usr/bin/env node
// The command `viberot`: the built headless program, which reads the command line itself.
import { existsSync } from 'node:fs';
import module from 'node:module';

const program = new URL('../out/main/headless.js', import.meta.url);

if (existsSync(program)) {
  // Newer Nodes keep the compiled code between runs, which halves the time to start.
  Reflect.get(module, 'enableCompileCache')?.();
  await import(program.href);
} else {
  console.error('VibeRot is not built yet: run `npm start` or `npm run build` first.');
  process.exitCode = 1;
}
