import { say } from '../state/say.ts'

/**
 * Puts a text on the clipboard and says so. The clipboard exists only on https and localhost;
 * elsewhere the text stands on the page to be marked, which is what `byHand` says.
 */
export async function copyText(text: string, done: string, byHand: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say(done)
  } catch {
    say(byHand)
  }
}
