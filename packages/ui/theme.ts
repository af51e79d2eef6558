import { theme, type ThemeConfig } from 'antd'
import { FONT_FAMILY, MONO_FAMILY, palettes, RADIUS_PX, type Mode, type Palette } from './tokens.ts'

/** The antd theme of every console, in one mode. CSS variables carry it, so a switch repaints without new styles. */
export function antdTheme(mode: Mode): ThemeConfig {
  const colours = palettes[mode]
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    cssVar: { prefix: 'ant', key: `ant-${mode}` },
    token: baseTokens(colours),
    components: componentTokens(colours),
  }
}

function baseTokens(c: Palette): NonNullable<ThemeConfig['token']> {
  return {
    colorPrimary: c.brand,
    colorPrimaryHover: c.brandHover,
    colorPrimaryActive: c.brandActive,
    colorPrimaryBg: c.brandWash,
    colorInfo: c.indigo,
    colorInfoBg: c.indigoWash,
    colorSuccess: c.jade,
    colorSuccessBg: c.jadeWash,
    colorSuccessText: c.jadeText,
    colorWarning: c.amber,
    colorWarningBg: c.amberWash,
    colorWarningText: c.amberText,
    colorError: c.red,
    colorErrorBg: c.redWash,
    colorLink: c.indigo,
    colorLinkHover: c.brandText,
    colorLinkActive: c.brandText,
    colorTextBase: c.ink,
    colorText: c.ink,
    colorTextSecondary: c.inkSoft,
    colorTextTertiary: c.inkFaint,
    colorTextDescription: c.inkFaint,
    colorTextPlaceholder: c.inkFaint,
    colorBgBase: c.card,
    colorBgLayout: c.paper,
    colorBgContainer: c.card,
    colorBgElevated: c.raised,
    colorBorder: c.field,
    colorBorderSecondary: c.lineSoft,
    colorSplit: c.lineSoft,
    colorFillAlter: c.sunken,
    fontFamily: FONT_FAMILY,
    fontFamilyCode: MONO_FAMILY,
    fontSize: 14,
    borderRadius: RADIUS_PX,
    borderRadiusLG: RADIUS_PX,
    borderRadiusSM: 6,
    controlHeight: 36,
    boxShadowTertiary: c.shadow,
    wireframe: false,
  }
}

function componentTokens(c: Palette): NonNullable<ThemeConfig['components']> {
  return {
    Layout: {
      headerBg: c.paper,
      bodyBg: c.paper,
      siderBg: c.paper,
      headerHeight: 56,
      headerPadding: '0 24px',
    },
    Menu: {
      itemBg: 'transparent',
      subMenuItemBg: 'transparent',
      itemColor: c.inkSoft,
      itemHoverColor: c.ink,
      itemHoverBg: c.sunken,
      itemSelectedColor: c.brandText,
      itemSelectedBg: c.brandWash,
      itemActiveBg: c.brandWash,
      groupTitleColor: c.inkFaint,
      groupTitleFontSize: 12,
      itemHeight: 38,
      itemBorderRadius: RADIUS_PX,
      itemMarginInline: 12,
      itemMarginBlock: 2,
      activeBarBorderWidth: 0,
    },
    Table: {
      headerBg: 'transparent',
      headerColor: c.inkFaint,
      headerSplitColor: 'transparent',
      rowHoverBg: c.sunken,
      borderColor: c.lineSoft,
      cellPaddingBlock: 12,
      cellPaddingInline: 16,
      cellPaddingBlockSM: 8,
      cellPaddingInlineSM: 12,
      fontWeightStrong: 500,
    },
    Card: { headerFontSize: 15, headerHeight: 52, bodyPadding: 20, headerPadding: 20 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Checkbox: { colorBorder: c.tick },
    Radio: { colorBorder: c.tick },
    Tabs: {
      inkBarColor: c.brand,
      itemSelectedColor: c.ink,
      itemColor: c.inkSoft,
      titleFontSize: 14,
    },
    Descriptions: { labelColor: c.inkFaint },
    Tag: { defaultBg: c.sunken, defaultColor: c.inkSoft },
    Segmented: { trackBg: c.sunken },
    Tooltip: { colorBgSpotlight: '#2B2723' },
    Statistic: { contentFontSize: 24 },
  }
}
