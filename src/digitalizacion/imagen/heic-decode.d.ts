/** What the package does not say of itself. */
declare module 'heic-decode' {
  namespace heic {
    interface Encoded {
      readonly width: number;
      readonly height: number;
      /** four channels */
      decode(): Promise<{
        readonly width: number;
        readonly height: number;
        readonly data: Uint8ClampedArray<ArrayBuffer>;
      }>;
    }
    interface Encodeds extends ReadonlyArray<Encoded> {
      /** frees the memory of the library */
      dispose(): void;
    }
  }
  const heic: { all(source: { readonly buffer: Uint8Array }): Promise<heic.Encodeds> };
  export = heic;
}
