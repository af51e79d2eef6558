import { useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useT } from '../../i18n/index.ts'
import './undo.css'

const STANDS_MS = 8_000

/**
 * One short sentence about what was done, with the way back, above the foot of the page while it
 * stands. The toasts of the library hide what is in them from whoever listens to the page.
 */
export function Undo(props: { text: string; onUndo: () => void; onGone: () => void }): ReactNode {
  const t = useT()
  const { onGone } = props
  useEffect(() => {
    const timer = setTimeout(onGone, STANDS_MS)
    return () => clearTimeout(timer)
  }, [onGone])
  return createPortal(
    <div className="wt-undo" role="status">
      {props.text}
      <button type="button" className="wt-plain wt-undo-button" onClick={props.onUndo}>
        {t('action.undo')}
      </button>
    </div>,
    document.body,
  )
}
