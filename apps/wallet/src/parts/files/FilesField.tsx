import { AddOutline, CloseCircleFill, FileOutline } from 'antd-mobile-icons'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { api, newIdempotencyKey } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useProblemText } from '../state/Failed.tsx'
import { base64Of, shrunk } from './shrink.ts'
import './files.css'

export const FILES_MAX = 6

type Picked = { key: string; name: string; preview: string | undefined; id: string | undefined }

/** Pictures and documents to be sent along; each is on its way as soon as it is chosen. */
export type Files = {
  picked: readonly Picked[]
  /** What has arrived, for the request that sends it along. */
  ids: string[]
  busy: boolean
  problem: string | undefined
  add: (files: readonly File[]) => void
  remove: (key: string) => void
}

/** How a file is handed over; by the person who is signed in, unless a page says otherwise. */
type Hand = (input: { body: { data: string }; idempotencyKey: string }) => Promise<{ id: string }>

export function useFiles(hand: Hand = api.myFiles.create): Files {
  const t = useT()
  const text = useProblemText()
  const [picked, setPicked] = useState<readonly Picked[]>([])
  const [problem, setProblem] = useState<string>()
  const previews = useRef(new Set<string>())
  useEffect(() => {
    const shown = previews.current
    return () => shown.forEach((url) => URL.revokeObjectURL(url))
  }, [])
  const remove = (key: string): void =>
    setPicked((before) => before.filter((each) => each.key !== key))
  const send = async (file: File): Promise<void> => {
    const key = newIdempotencyKey()
    const blob = await shrunk(file)
    if (!blob) return setProblem(t('files.unusable', { name: file.name }))
    const preview = blob.type.startsWith('image/') ? URL.createObjectURL(blob) : undefined
    if (preview !== undefined) previews.current.add(preview)
    setPicked((before) => [...before, { key, name: file.name, preview, id: undefined }])
    try {
      const data = await base64Of(blob)
      const { id } = await hand({ body: { data }, idempotencyKey: key })
      setPicked((before) => before.map((each) => (each.key === key ? { ...each, id } : each)))
    } catch (error) {
      remove(key)
      setProblem(text(error))
    }
  }
  return {
    picked,
    ids: picked.flatMap(({ id }) => id ?? []),
    busy: picked.some(({ id }) => id === undefined),
    problem,
    add: (files) => {
      const room = FILES_MAX - picked.length
      setProblem(files.length > room ? t('files.tooMany', { max: FILES_MAX }) : undefined)
      for (const file of files.slice(0, room)) void send(file)
    },
    remove,
  }
}

/** The field for them: what was chosen, and a place to choose more. */
export function FilesField(props: { label: string; hint?: string; files: Files }): ReactNode {
  const t = useT()
  const id = useId()
  const { picked, problem, add, remove } = props.files
  return (
    <div className={`wt-field${problem ? ' wt-field-bad' : ''}`}>
      <span className="wt-field-label" id={`${id}-label`}>
        {props.label}
      </span>
      <ul className="files-grid" aria-labelledby={`${id}-label`}>
        {picked.map((each) => (
          <li key={each.key} className="files-one" aria-busy={each.id === undefined}>
            {each.preview === undefined ? (
              <span className="files-document">
                <FileOutline aria-hidden="true" />
                <span>{each.name}</span>
              </span>
            ) : (
              <img src={each.preview} alt={each.name} />
            )}
            {each.id === undefined ? <span className="wt-spin" aria-hidden="true" /> : null}
            <button
              type="button"
              className="wt-plain files-remove"
              aria-label={t('files.remove', { name: each.name })}
              onClick={() => remove(each.key)}
            >
              <CloseCircleFill aria-hidden="true" />
            </button>
          </li>
        ))}
        {picked.length < FILES_MAX ? (
          <li className="files-one">
            <label className="files-add">
              <AddOutline aria-hidden="true" />
              <span>{t('files.add')}</span>
              <input
                type="file"
                accept="image/jpeg,image/png,image/webp,application/pdf"
                multiple
                onChange={(event) => {
                  add([...(event.target.files ?? [])])
                  event.target.value = ''
                }}
              />
            </label>
          </li>
        ) : null}
      </ul>
      {(problem ?? props.hint) ? (
        <span className="wt-field-hint" role={problem ? 'alert' : undefined}>
          {problem ?? props.hint}
        </span>
      ) : null}
    </div>
  )
}
