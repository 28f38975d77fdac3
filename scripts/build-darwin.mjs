// What the native probe for macOS is made of, and with which flags: scripts/build-native.mjs builds it on a Mac, and
// test/native/cross-compile.test.ts checks elsewhere that it compiles.

export const darwin = {
  sourceFolders: ['native', 'native/core', 'native/posix', 'native/darwin'],
  /** Of the oldest macOS that Electron runs on. No -static: there, the system's library is always shared. */
  flags: [
    '-std=gnu11',
    '-Os',
    '-mmacosx-version-min=12.0',
    '-Wall',
    '-Wextra',
    '-Werror=implicit',
    '-Werror=int-conversion',
  ],
  remedy: 'Install one with: xcode-select --install',
};
