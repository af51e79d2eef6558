/** The shops of the town: sixty, in the county town and in the scenic area of 云溪谷. */
export type Category =
  | 'teahouse'
  | 'hotel'
  | 'tickets'
  | 'taxi'
  | 'bakery'
  | 'supermarket'
  | 'restaurant'
  | 'noodles'
  | 'pharmacy'
  | 'crafts'

export type Shop = {
  name: string
  category: Category
  place: 'town' | 'valley'
  /** How often it is chosen among its kind. */
  weight: number
}

/** What a category charges for accepting a payment. 60 is 0.60 %. */
export const FEE_BASIS_POINTS: Record<Category, number> = {
  teahouse: 60,
  hotel: 80,
  tickets: 30,
  taxi: 38,
  bakery: 60,
  supermarket: 38,
  restaurant: 60,
  noodles: 50,
  pharmacy: 38,
  crafts: 60,
}

export const SHOPS: readonly Shop[] = [
  ...kind('teahouse', 'town', [
    ['清风茶馆 Clear Breeze Teahouse', 9],
    ['老街茶社 Old Street Tea Society', 7],
    ['一壶春 A Pot of Spring', 5],
    ['竹里馆 Among Bamboo', 4],
    ['溪口茶铺 Brook Mouth Tea', 3],
  ]),
  ...kind('teahouse', 'valley', [
    ['云溪茶舍 Cloud Brook Tea House', 8],
    ['半山听泉 Half-Way Spring', 6],
    ['望瀑茶亭 Waterfall View Pavilion', 5],
  ]),
  ...kind('hotel', 'town', [
    ['县城宾馆 County Guesthouse', 5],
    ['悦来客栈 Joyful Arrival Inn', 4],
    ['金桂酒店 Golden Osmanthus Hotel', 4],
  ]),
  ...kind('hotel', 'valley', [
    ['云溪谷度假酒店 Cloud Brook Valley Resort', 8],
    ['山月民宿 Mountain Moon Homestay', 6],
    ['溪畔小院 Brookside Courtyard', 5],
    ['枕水人家 Sleeping by the Water', 4],
  ]),
  ...kind('tickets', 'valley', [
    ['云溪谷景区售票处 Cloud Brook Valley Ticket Office', 20],
    ['云溪索道 Cloud Brook Cableway', 9],
    ['竹筏漂流 Bamboo Raft Landing', 7],
    ['古寨博物馆 Old Village Museum', 4],
  ]),
  ...kind('taxi', 'town', [
    ['顺达出租 Shunda Taxi', 9],
    ['平安出租 Ping’an Taxi', 8],
    ['城乡快车 Town and Country Cars', 5],
    ['老赵的车 Old Zhao’s Car', 2],
  ]),
  ...kind('taxi', 'valley', [
    ['景区电瓶车 Valley Shuttle', 9],
    ['云溪包车 Cloud Brook Charter', 4],
  ]),
  ...kind('bakery', 'town', [
    ['麦香村 Wheat Village Bakery', 8],
    ['早安面包 Good Morning Bread', 7],
    ['甜心烘焙 Sweetheart Bakes', 5],
    ['老字号糕点 Old Brand Pastries', 6],
    ['东门烧饼 East Gate Sesame Cakes', 6],
  ]),
  ...kind('bakery', 'valley', [['石磨糕坊 Millstone Cakes', 5]]),
  ...kind('supermarket', 'town', [
    ['惠民超市 People’s Benefit Supermarket', 12],
    ['家家福超市 Family Fortune Supermarket', 10],
    ['南门便利店 South Gate Convenience', 7],
    ['春风便利 Spring Wind Convenience', 6],
    ['车站小卖部 Station Kiosk', 5],
    ['百姓生鲜 Everyday Fresh Market', 9],
    ['北街粮油 North Street Grain and Oil', 4],
  ]),
  ...kind('supermarket', 'valley', [['谷口便利店 Valley Gate Convenience', 7]]),
  ...kind('restaurant', 'town', [
    ['老灶台 Old Stove', 7],
    ['湘里人家 Xiang Family Kitchen', 6],
    ['河鲜大排档 River Fish Stalls', 6],
    ['聚福楼 Gathering Fortune Hall', 5],
    ['川味小馆 Little Sichuan', 6],
    ['素心斋 Plain Heart Vegetarian', 3],
  ]),
  ...kind('restaurant', 'valley', [
    ['竹林农家乐 Bamboo Grove Farm Table', 8],
    ['溪鱼馆 Brook Fish House', 6],
    ['山野菜馆 Mountain Greens', 5],
  ]),
  ...kind('noodles', 'town', [
    ['张记面馆 Zhang’s Noodles', 9],
    ['兰州拉面 Lanzhou Noodles', 8],
    ['老李米粉 Old Li’s Rice Noodles', 8],
    ['学校门口饺子 School Gate Dumplings', 6],
    ['早点铺 Breakfast Shop', 9],
  ]),
  ...kind('noodles', 'valley', [['栈道面馆 Boardwalk Noodles', 6]]),
  ...kind('pharmacy', 'town', [
    ['康宁大药房 Kangning Pharmacy', 6],
    ['同和堂 Tonghe Hall', 5],
    ['百草堂 Hundred Herbs Hall', 4],
  ]),
  ...kind('crafts', 'valley', [
    ['竹编工坊 Bamboo Weaving Workshop', 5],
    ['蓝印花布 Blue Print Cloth', 4],
    ['山货行 Mountain Produce', 6],
  ]),
]

function kind(
  category: Category,
  place: Shop['place'],
  names: readonly [name: string, weight: number][],
): Shop[] {
  return names.map(([name, weight]) => ({ name, category, place, weight }))
}
