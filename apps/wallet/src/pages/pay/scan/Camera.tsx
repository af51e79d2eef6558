import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import { Notice } from '../../../parts/page/Notice.tsx'
import { openReader } from './reader.ts'

const LOOK_EVERY_MS = 200

type State = 'asking' | 'watching' | 'refused' | 'none'

/** What the camera sees, until there is a code in it. */
export function Camera({ onText }: { onText: (text: string) => void }): ReactNode {
  const t = useT()
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<State>('asking')
  useEffect(() => {
    const stop = new AbortController()
    void watch(video, { stop: stop.signal, onText, onState: setState })
    return () => stop.abort()
  }, [onText])
  if (state === 'refused' || state === 'none') {
    return (
      <Notice tone="warning">
        {t(state === 'refused' ? 'scan.cameraRefused' : 'scan.cameraNone')}
      </Notice>
    )
  }
  return (
    <div className="scan-camera">
      <video ref={video} muted playsInline aria-label={t('scan.camera')} />
      <span className="scan-frame" aria-hidden="true" />
      <p>{t(state === 'asking' ? 'scan.cameraAsking' : 'scan.aim')}</p>
    </div>
  )
}

async function watch(
  video: { current: HTMLVideoElement | null },
  on: { stop: AbortSignal; onText: (text: string) => void; onState: (state: State) => void },
): Promise<void> {
  const { stop, onText, onState } = on
  const stream = await openCamera().catch((error: unknown) => {
    if (!stop.aborted) onState(isRefusal(error) ? 'refused' : 'none')
  })
  if (!stream) return
  const end = (): void => stream.getTracks().forEach((track) => track.stop())
  stop.addEventListener('abort', end)
  if (stop.aborted || !video.current) return end()
  video.current.srcObject = stream
  await video.current.play().catch(() => undefined)
  const read = await openReader()
  if (stop.aborted) return
  onState('watching')
  while (!stop.aborted) {
    // A picture that cannot be read is followed by the next one.
    const text = await read(video.current).catch(() => undefined)
    if (text !== undefined && !stop.aborted) return onText(text)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

async function openCamera(): Promise<MediaStream> {
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices }
  if (!mediaDevices) throw new Error('this browser gives no camera to this page')
  return mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotAllowedError'
