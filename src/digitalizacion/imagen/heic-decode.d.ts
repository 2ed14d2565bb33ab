/** What the package does not say of itself. */
declare module 'heic-decode' {
  interface Decoded {
    readonly width: number;
    readonly height: number;
    /** four channels */
    readonly data: Uint8ClampedArray<ArrayBuffer>;
  }
  interface Encoded {
    readonly width: number;
    readonly height: number;
    decode(): Promise<Decoded>;
  }
  interface Encodeds extends ReadonlyArray<Encoded> {
    /** frees the memory of the library */
    dispose(): void;
  }
  const heic: { all(source: { readonly buffer: Uint8Array }): Promise<Encodeds> };
  export = heic;
}
