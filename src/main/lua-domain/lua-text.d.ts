/// <reference types="vite/client" />
// `import text from './some.lua?raw'` is the file's text, in the bundle.
