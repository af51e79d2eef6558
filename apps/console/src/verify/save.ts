/**
 * Makes one HTML file of the page and its script, so that it can be kept beside the receipts and
 * opened years later without any server.
 */
export async function saveOffline(title: string): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('script[src]')
  if (!script) return
  const code = await (await fetch(script.src)).text()
  const page = document.implementation.createHTMLDocument(title)
  page.head.insertAdjacentHTML(
    'afterbegin',
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
  )
  const root = page.createElement('div')
  root.id = 'verify'
  const inline = page.createElement('script')
  // The text of a script ends at the first closing tag, wherever it stands.
  inline.textContent = code.replaceAll('</script', '<\\/script')
  page.body.append(root, inline)
  const html = `<!doctype html>\n${page.documentElement.outerHTML}`
  const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'suanpan-verify.html'
  link.click()
  URL.revokeObjectURL(url)
}
