const FORMAT = 'qr_code'

/** Finds the text of a QR code in a picture. */
export type Reader = (picture: ImageBitmapSource) => Promise<string | undefined>

type Detector = { detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]> }
type Native = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The reader of the browser where it has one; else one that comes over the wire. */
export async function openReader(): Promise<Reader> {
  const detector = (await native()) ?? (await carried())
  return async (picture) => (await detector.detect(picture))[0]?.rawValue
}

async function native(): Promise<Detector | undefined> {
  if (!('BarcodeDetector' in window)) return undefined
  const Native = window.BarcodeDetector as Native
  const formats = await Native.getSupportedFormats()
  return formats.includes(FORMAT) ? new Native({ formats: [FORMAT] }) : undefined
}

async function carried(): Promise<Detector> {
  const [{ BarcodeDetector, prepareZXingModule }, { default: wasm }] = await Promise.all([
    import('barcode-detector/ponyfill'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  // From our own house: by itself it would be fetched from somebody else's.
  prepareZXingModule({ overrides: { locateFile: () => wasm } })
  return new BarcodeDetector({ formats: [FORMAT] })
}
