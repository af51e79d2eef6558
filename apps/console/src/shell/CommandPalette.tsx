import { EnterOutlined, SearchOutlined } from '@ant-design/icons'
import { Modal } from 'antd'
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useT, type Translate } from '../i18n/index.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { useCan, useMay } from '../session/session.ts'
import { navigation } from './navigation.tsx'

type Command = { key: string; label: string; hint?: string; run: () => void }

/** Go anywhere, or open whatever an id names, without the mouse. */
export function CommandPalette(props: { onClose: () => void }): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const commands = useCommands(text.trim())
  const current = commands[Math.min(at, commands.length - 1)]
  const run = (command: Command | undefined): void => {
    if (!command) return
    props.onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((now) => Math.min(now + 1, commands.length - 1))
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(now - 1, 0))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(current)
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={props.onClose}
      className="palette"
      style={{ top: 80 }}
      title={null}
      aria-label={t('palette.open')}
    >
      <div className="palette-input">
        <SearchOutlined />
        <input
          autoFocus
          value={text}
          placeholder={t('palette.placeholder')}
          aria-label={t('palette.placeholder')}
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={current ? `palette-${current.key}` : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id="palette-list" role="listbox" className="palette-list">
        {commands.map((command, index) => (
          <li
            key={command.key}
            id={`palette-${command.key}`}
            role="option"
            aria-selected={command === current}
            className={command === current ? 'palette-current' : undefined}
            onMouseEnter={() => setAt(index)}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            {command.hint ? <small>{command.hint}</small> : null}
            {command === current ? <EnterOutlined /> : null}
          </li>
        ))}
        {commands.length === 0 ? <li className="muted">{t('list.noMatch')}</li> : null}
      </ul>
    </Modal>
  )
}

function useCommands(text: string): Command[] {
  const t = useT()
  const navigate = useNavigate()
  const { language, mode } = usePreferences()
  const mayApprove = useMay('approver')
  const can = useCan()
  return useMemo(() => {
    const go = (path: string) => () => void navigate(path)
    const places = navigation
      .flatMap((group) => group.places)
      .filter(({ role }) => role === undefined || mayApprove)
      .filter(({ capability }) => capability === undefined || can(capability))
      .map((place): Command => ({
        key: place.path,
        label: t(place.label),
        hint: place.path,
        run: go(place.path),
      }))
    const settings: Command[] = [
      {
        key: 'language',
        label: t('palette.language'),
        run: () => setPreferences({ language: language === 'zh' ? 'en' : 'zh' }),
      },
      {
        key: 'mode',
        label: t('palette.mode'),
        run: () => setPreferences({ mode: mode === 'dark' ? 'light' : 'dark' }),
      },
    ]
    const wanted = text.toLowerCase()
    const matching = [...places, ...settings].filter(
      (command) => command.label.toLowerCase().includes(wanted) || command.hint?.includes(wanted),
    )
    return text === '' ? matching : [...direct(text, t, go), ...matching]
  }, [text, t, navigate, language, mode, mayApprove, can])
}

// An id or an address says itself what it is; anything else is searched among people and merchants.
function direct(text: string, t: Translate, go: (path: string) => () => void): Command[] {
  const id = text.toLowerCase()
  if (/^per_[0-9a-z]{26}$/.test(id))
    return [{ key: 'id', label: t('palette.person'), hint: id, run: go(`/people/${id}`) }]
  if (/^mer_[0-9a-z]{26}$/.test(id))
    return [{ key: 'id', label: t('palette.merchant'), hint: id, run: go(`/merchants/${id}`) }]
  if (/^pay_[0-9a-z]{26}$/.test(id)) {
    return [
      { key: 'id', label: t('palette.payment'), hint: id, run: go(`/payments/${id}`) },
      { key: 'posting', label: t('palette.posting'), hint: id, run: go(`/postings/${id}`) },
    ]
  }
  if (/^[a-z]{3}_[0-9a-z]{26}$/.test(id))
    return [{ key: 'id', label: t('palette.posting'), hint: id, run: go(`/postings/${id}`) }]
  if (/^[a-z0-9_]+(:[a-z0-9_]+)+$/.test(id)) {
    return [
      {
        key: 'address',
        label: t('palette.account'),
        hint: id,
        run: go(`/accounts/${encodeURIComponent(id)}`),
      },
    ]
  }
  const search = encodeURIComponent(text)
  return [
    {
      key: 'people',
      label: t('palette.searchPeople', { text }),
      run: go(`/people?search=${search}`),
    },
    {
      key: 'merchants',
      label: t('palette.searchMerchants', { text }),
      run: go(`/merchants?search=${search}`),
    },
  ]
}
