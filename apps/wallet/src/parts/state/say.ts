import { Toast } from 'antd-mobile'

/** One short sentence that goes away by itself: for what was done, never for what went wrong with money. */
export function say(text: string): void {
  Toast.show({ content: text, position: 'bottom' })
}
