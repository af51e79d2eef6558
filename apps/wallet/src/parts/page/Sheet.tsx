import { Popup } from 'antd-mobile'
import { CloseOutline } from 'antd-mobile-icons'
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'

/** A sheet that comes from below; what is under it cannot be reached while it is open. */
export function Sheet(props: {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
}): ReactNode {
  return (
    <Popup
      visible={props.open}
      onMaskClick={props.onClose}
      bodyClassName="wt-sheet-body"
      destroyOnClose
    >
      <Inside title={props.title} onClose={props.onClose}>
        {props.children}
      </Inside>
    </Popup>
  )
}

function Inside(props: { title: string; onClose: () => void; children: ReactNode }): ReactNode {
  const t = useT()
  const title = useId()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    // A field inside that asks for the focus by itself keeps it.
    if (!box.current?.contains(before)) box.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') props.onClose()
    if (event.key === 'Tab' && box.current) keepInside(box.current, event)
  }
  return (
    <div
      ref={box}
      className="wt-sheet"
      role="dialog"
      aria-modal="true"
      aria-labelledby={title}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className="wt-sheet-head">
        <span />
        <h2 id={title}>{props.title}</h2>
        <button
          type="button"
          className="wt-plain wt-sheet-close"
          aria-label={t('shell.close')}
          onClick={props.onClose}
        >
          <CloseOutline />
        </button>
      </div>
      {props.children}
    </div>
  )
}

/** The tabulator goes round within the sheet. */
function keepInside(box: HTMLElement, event: KeyboardEvent): void {
  const stops = [...box.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select')]
  const open = stops.filter((stop) => !stop.hasAttribute('disabled'))
  const [first, last] = [open[0], open.at(-1)]
  const leaving = event.shiftKey ? first : last
  if (document.activeElement !== leaving && document.activeElement !== box) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}
