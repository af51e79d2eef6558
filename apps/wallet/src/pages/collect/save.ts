const SIDE = 720
const NAME_HEIGHT = 96

/** Saves a drawn code as a picture with the name below it; false where the browser cannot. */
export async function saveQr(code: SVGSVGElement, name: string): Promise<boolean> {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE + NAME_HEIGHT
  const paper = canvas.getContext('2d')
  if (!paper) return false
  const drawn = code.cloneNode(true)
  if (drawn instanceof SVGSVGElement) {
    drawn.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
    drawn.setAttribute('width', String(SIDE))
    drawn.setAttribute('height', String(SIDE))
  }
  const picture = new Image()
  picture.src = `data:image/svg+xml;utf8,${encodeURIComponent(new XMLSerializer().serializeToString(drawn))}`
  await picture.decode()
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(picture, 0, 0, SIDE, SIDE)
  paper.fillStyle = '#1f2329'
  paper.font = '36px "PingFang SC", "Noto Sans CJK SC", sans-serif'
  paper.textAlign = 'center'
  paper.fillText(name, SIDE / 2, SIDE + NAME_HEIGHT / 2, SIDE - 48)
  const link = document.createElement('a')
  link.href = canvas.toDataURL('image/png')
  link.download = 'suanpan-collect.png'
  link.click()
  return true
}
