/** A file that the build gives an address of its own. */
declare module '*.wasm?url' {
  const direccion: string;
  // biome-ignore lint/style/noDefaultExport: what Vite gives
  export default direccion;
}
