/**
 * The colours of the house, once for every app. Names say the use, not the hue; every pair of text
 * and ground below keeps a contrast of at least 4.5.
 */
export type Mode = 'light' | 'dark'

export type Palette = {
  paper: string
  card: string
  raised: string
  sunken: string
  ink: string
  inkSoft: string
  inkFaint: string
  line: string
  lineSoft: string
  /** Edges of what can be filled in, and of boxes to tick, which must be seen when they are empty. */
  field: string
  tick: string
  /** Cinnabar as a ground for white text: one primary action a screen. */
  brand: string
  brandHover: string
  brandActive: string
  /** Cinnabar as text. */
  brandText: string
  brandWash: string
  jade: string
  jadeText: string
  jadeWash: string
  amber: string
  amberText: string
  amberWash: string
  red: string
  redWash: string
  indigo: string
  indigoWash: string
  /** The abacus: a bead at rest, the frame and beam, the rods. A bead that counts is cinnabar. */
  bead: string
  beadSet: string
  frame: string
  rod: string
  series: readonly string[]
  shadow: string
}

export const palettes: Record<Mode, Palette> = {
  light: {
    paper: '#FAF8F4',
    card: '#FFFFFF',
    raised: '#FFFFFF',
    sunken: '#F4F0E8',
    ink: '#1F2329',
    inkSoft: '#5F594F',
    inkFaint: '#746C60',
    line: '#E6DFD2',
    lineSoft: '#F0EBE1',
    field: '#D3C9B9',
    tick: '#978C7B',
    brand: '#C8402F',
    brandHover: '#B53726',
    brandActive: '#9E2E1F',
    brandText: '#B93A2A',
    brandWash: '#FBEDE9',
    jade: '#1E8E6E',
    jadeText: '#187A5E',
    jadeWash: '#E7F4EF',
    amber: '#C98A1B',
    amberText: '#8A5A0B',
    amberWash: '#FBF2DF',
    red: '#B3261E',
    redWash: '#FBEAE8',
    indigo: '#3B5B7A',
    indigoWash: '#EAF0F5',
    bead: '#DDD4C4',
    beadSet: '#C8402F',
    frame: '#A79C8A',
    rod: '#D3C9B8',
    series: ['#3B5B7A', '#1E8E6E', '#C98A1B', '#8C5A78', '#6D8A3C', '#A79C8A'],
    shadow: '0 1px 2px rgba(62, 48, 24, 0.04), 0 4px 16px rgba(62, 48, 24, 0.05)',
  },
  dark: {
    paper: '#151412',
    card: '#1E1C1A',
    raised: '#282522',
    sunken: '#191816',
    ink: '#EDE8DF',
    inkSoft: '#B4ADA2',
    inkFaint: '#979085',
    line: '#37332E',
    lineSoft: '#2A2724',
    field: '#4A443C',
    tick: '#8A8172',
    brand: '#C8402F',
    brandHover: '#D4523F',
    brandActive: '#B53726',
    brandText: '#EC7A68',
    brandWash: '#3A201B',
    jade: '#3DB58F',
    jadeText: '#4CC39F',
    jadeWash: '#16302A',
    amber: '#D9A03F',
    amberText: '#E0A84A',
    amberWash: '#352A17',
    red: '#F08A7E',
    redWash: '#3A201D',
    indigo: '#8FB3D4',
    indigoWash: '#1D2933',
    bead: '#4A443C',
    beadSet: '#D4523F',
    frame: '#6B6358',
    rod: '#453F37',
    series: ['#8FB3D4', '#4CC39F', '#E0A84A', '#C590B0', '#A9C46C', '#A79C8A'],
    shadow: '0 1px 2px rgba(0, 0, 0, 0.3), 0 6px 20px rgba(0, 0, 0, 0.25)',
  },
}

export const FONT_FAMILY =
  '"PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",system-ui,-apple-system,"Segoe UI",sans-serif'
export const MONO_FAMILY =
  'ui-monospace,"SF Mono","JetBrains Mono","Cascadia Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace'
export const RADIUS_PX = 8
