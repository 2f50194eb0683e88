/** Street (街道) or town (镇). The overseas-Chinese farms (华侨农场) rank with the towns. */
type TownKind = 'street' | 'town'

interface Town {
  /** Nine digits of the statistical division code. */
  readonly code: string
  readonly name: string
  readonly kind: TownKind
}

const places: readonly (readonly [kind: TownKind, first: number, names: string])[] = [
  ['street', 2, '玉屏街道 龙山街道 龙江街道 宏路街道 石竹街道 音西街道 阳下街道'],
  ['town', 103, '海口镇 城头镇 南岭镇 龙田镇 江镜镇 港头镇 高山镇 沙埔镇 三山镇 东瀚镇 渔溪镇 上迳镇 新厝镇 江阴镇 东张镇 镜洋镇 一都镇'],
  ['town', 400, '江镜华侨农场 东阁华侨农场'],
]

/** The 26 places of 福清市 (division 350181): 7 streets, 17 towns, 2 farms. Their codes run on within each kind. */
export const towns: readonly Town[] = places.flatMap(([kind, first, names]) =>
  names.split(' ').map((name, index) => ({ code: `350181${String(first + index).padStart(3, '0')}`, name, kind })),
)
