"""English words that are one typing error away from a common word: a reader may have meant either.

In place of another word, such a word is more likely that word than a misspelling. The list serves to refuse fixes.
Its words are selected from SCOWL: see LICENSE.
"""

from typing import Final

COMMON: Final = """
abide abject ablaze able abler aboard abode abound abounds above abridge abroad abuse accent accept accompanies
ached aching acre acres across acting actor acts adapted added addresses adds admirable admirably admire admirer
advances adventure adventurer adventurers adventures adverse advert advice advise afar affect affected affects
afield afloat afresh again aged ages agility aglow ahead aids ails aimed aims aired airs akin alight alighted alike
alive allay alley alleys allot allow allows alloy ally alms alone along aloud alter altering ambitious ambling amen
amend amiably amid amidst amiss among amount amounted ample amply amuse amused anew angel angels anger angle angles
ankle ankles announces anon ants apart apiece appeal appealed appear appeared apple apply apposite approached
approaches arch area arena arisen arising armed arming arms army arose around aroused arrived arrives arrow arts
ascent ashore aside asked asleep assemble associated associates assort assume assumed assumes assure assured astray
atone attach attached attack attacked attacking attributed auction auctions audibly aunt aunts averse await awaited
awaiting awake awaken awakened awaking award aware away awed awhile awoke axes axle babe baby back backed backing
backs bade badge badly bagging baggy bags bail bait baiting baker baking bald balk ball ballot balls balm band bands
bandy bang bangs banished bank banking banks banners bard bare bared barely bark barked barking barn baron barrel
barren barring bars base based bases basic basil basin basis bath bathe baths bats batter battle battles baying
beach beaded beads beady beak beamed beams bean bear beard bearded beards bearing bears beast beat beaten beating
beats became beckon beckoned become beds bedside beech beeches beef been beer bees befell began begged begin begun
beheld behold being belated belie belied belief believe believed believes bell bellied below belt belted bench
benches bend bending bent berry berth beside best bets better bias bidden bide bids bile bill billion billow bills
bind birch bird birth bitch bite bites bits bitter black blacked blacking blacks blade blame blamed blank blare
blast blasted blasting blaze blazed blazes bleach bleak bled bleeding blend bless blest blew blight blighted blind
blinding blip bliss block blocked blocks blog blond blood bloody bloom blot blots blow blowing blown blows bluer
blush blushed blushing boar board boarded boarders boast boasted boat boats bobbed body bogged boiled boiler boils
bold bolder bolted bolts bombs bond bonds bone boned bones bony book booked books boom booming boon boot booth
booths boots border bordered borders bore bored bores born borne borrow borrowing boss both bother bottle bottles
boughs bought bound bounded bounds bounty bout bowed bowing bowl bowling bowls bows boxes boys braces bracing brag
braids brain brains branched brand brands brandy brass brat brave braves bravo breach bread breadth break breast
breasts breath breathe breathed breathes breaths bred breed breeding breeze breezy brew brick bride brides bridge
bridle brief bright brighten brightened brim brimmed bring bringing brings brink brisk brisked broad broiled
broiling broke broken brood brook brooks broom brooms broth brother brought brow brown browns brows brush brushed
brushes brushing buck budge buff buggy build built bulge bulk bulky bull bullet bullies bullion bully bunch bunches
bunk buns buried burly burn burned burner burning burns burnt burst bury burying bush bushed bushes bushy busied
bust bustled bustling busts busy butler butt butter buttered button buying cable cabs caddy cage caged cake cakes
calf call calling calls calm came cameo camp camped cancel cancer candle candy cane canker cans cant canter cape
capers caps capture card cards care cared cares carriage carried carries carry carrying cars cart carted carts
carved carves carving case cases cash cask casket casks cast casting castle catch catches catching cats cattle
caught cause caused causes causing cave caving cease celebrates cell cellar cent center centered certain certainly
certainty chain chains chair challenger chance chanced chances change changed changes changing chaos chap chapped
chaps chapter charge charged charges charging charitably charm charmed chart chase chased chaste chasten chatted
chatter cheap cheat cheated check checks cheek cheer cheery chest chew chick chief child chill chilly chime chimes
chin china chinks chips chirps choicest choir choke choked choose chops chose chosen chow chows chuck cider citing
city civic clacked clacking clad clamped clamps clan clang clanging clapped clapping clashed clasp clasped class
classes clatter clattered claws clay clean cleanly clear cleared clearer cleft clergyman clergymen click climes
clink clinking clip clipped cloak clock close closed closer closest closet closing clothed clothes clotted cloud
clouds cloudy clues clung clustered clutched clutches cluttered coal coals coarse coarser coast coasting coat coats
cock cocks cocky code coffee coiled coin coined cold colder coldest collar collars colt colts combs come comedy
comely comes comets comfortable comfortably commanded commander commend commended commented commerce commissioner
committed committee compete complain complaint complement complete completion compliment conceit conceited concern
concert confines conformed conjectured conjectures conning consent consented considerable considerably constitutes
consumer contact contacted contended content contented contest contested continued continues contract contracted
contrast contrasted convent converged convex convoy cooing cook cooked cooking cool cooled cooper cope copied copies
copper coral cords core cork corn corneas corps corpse cost costly costs cosy couch cough coughs could council
councillor counsel counsellor count counted counter counters countess counties countless countries country counts
county course court courted cove cover covered covering covers coves coveted cower cows crab crack cracker crackled
cracks crammed cramp cramped crash crate craving crawled cream creams crease created creed creek crept crest crew
cried cries crime crimes crooked crop crops cross crossed crosser crosses crow crowd crowded crowds crown crowned
crowns crude cruelly cruelty crumbling crush crushed crushes crushing crust crusted crying cunning cups curdled cure
cured curiously curl curled curls curly curried curry curse cursed curses curt curtail curtain curve curved curves
cuts cutter cutting dagger daily dairy dais daisy dame dames damn damp danced dancers dances dandy danger dangled
dare dared daring dark darken darker darling darn darned darning dart darted darting darts dash dashing data date
dated dates dating daughter dawn dawned days daze dazed dead deader deadly deaf deal deals dealt dean dear dearer
dearest dearly death deaths decay decayed deceived decent deception deck declares declined dedicate deduction deed
deeds deem deemed deep deepen deeper deer defeats defect defend defended defender deference deflect deft defy
defying deigned dejected delirious deliver delivery demon dens dense dent deny department depend depended deportment
deprive deprived depth depths derive deriving descend descent describes deserted deserve deserved deserves designed
designer desired desires desk desks despatched despise dessert detain detained deter detest detracted devil devotee
dice died dies diet difficult difficulty digging dikes dimple dine dined diners dining dinner dipped dipping
director directory dirt dirty discover discovery dish dishes disk dismay dispenser displaced disposes distress ditch
dive dived divers divides dock docks dodged does dogged dogs doing doll dollar dome done donor donors doom door dope
doping dose doses dots doubted dove down downs downy doze dozing drab draft drag dragged drags drain draining drank
draping draw drawl drawled drawn draws dread dreaded dreading dream dreamed dreams dreamy dreary dress dressed
dresser dresses dressing dressy drew dried dries drily drink dripped dripping drive driven driver drivers drives
drone droop drooping drop dropping drops dross drove drowned drowsing drug drum drunk drying duck ducks dude duel
duet duke dull duly dumped during dusk dusky dust dusty duty dwelling dwells dyed dying each earl early earn earned
earning ears earth ease easel easing east easy eaten eating eats eaves echoed edge edges edit effect effected
effecting effects eight eighth eighty either eject eking elder eldest elect elected election elevated elicit eloped
else email ember embers embroider emerge emerged emerges emigrants eminent emissions emotion employer enable
encourages ended ending engaged enquired enquiries enraged enter entertainer enthusiasm enthusiast entity entry
enveloped equality eras errand errant error escapes especial especially estate estates estimated estimates eternal
even event ever every evil evolution except exercised exercises exist exit expended expensive experienced
experiences expert expresses extant extend extended extensive extent external extremest eyed eyes fable face faced
faces facing fact factor factory facts faded fades fading fail failed failing fails faint fair fairy fall falling
falls faltered fame famed fancied fancies fangs fans fare fared fares farm farmed farmer farming farms farther
farthest fascinates fast fastened faster fasting fate fated fates father fawn fear feared fearing fears feast
feather feathers feats featured feds feed feeder feeding feel feeling feels fees feet feigning fell felled feller
fellow fellows felt fence fenced fender ferry fetich fetter fever fewer fewest field fiend fiends fierce fiercer
fifth fifty fight fighter fighting figured figures file filed files filing fill filled filling fills film filtering
finale find finding finds fine finer finger fire fired fires firm firmer firs first fish fishing fists fits fitted
fitting five fixed flag flail flakes flame flamed flaming flap flapped flared flaring flash flashed flashes flashing
flat flats flatter flattered flattering fled flee fleet flesh fleshing flew flies flight flighty flint flip flipped
flitted flitting float flock flocking flocks flogged flood floods floor floors flora floss flour flow flowed flower
flowered flowery flows flung flush flushed flushing flutter fluttered flying foam foamed foes fogs fold folding
folds folk folks follow follows folly fond food foods fool fools foot footed forced forces ford forded fore forge
forged forget forgot fork forked form formally format formed former forms fort forth fortification forts forty
foster fought foul fouls found founded founder fountain fountains four fourth fowl fowls frail frame framed frank
frayed freaks free freed freeze freight fresh fret fried friend fright frighten frightened frock frocks frog from
front frost frosts frosty frown frowned frowning frowns frying fudge full fuller fully fume fund funds funny
furiously furry furs further furthest fury fuss gable gables gaily gain gained gait gallows gamble gambling game
games gang gangs gape gaping gases gasping gate gates gather gaunt gave gayly gaze gazed geared gems gender gentle
gentleman gentlemen gentler gently gentry gents germ germs gets getting ghost ghostly giant gibe gift gifted gilt
ginger girth give given gives giving glad glanced glances glared glass glassy glazed glee glide gliding glistening
globe gloom gloomy glove gloved gloves glow glowed glowering glowing glue goal goat gods goes going gold golf gone
gong good goods goose gorged gout gown gowns grab grace graceful graces grade grain grains grand grander grandeur
grant granted grape grapes grasp grasping grass grasses grassy grate grateful gratefully grave gravel gravelled
gravely graven graves gravest gray grease great greed greened grew grey grief grim grimly grimy grin grind grinder
grinning grip gripe grisly grit groan grooms groped groping gross grosses ground grounds grove groves grow growing
growl grown grows grub gruel grumbling grunt guess guest guests guide guile guise gulf gulp guns gush gust gutter
hack hacked hacking hailed hair haired hairs hairy hale half hall halls hallway halo halos halt halted halter
halting halves hand handed handing handle handled handles hands handsomer handy hang hanged hanging hard hardly
hardy hare hares harm harmed harming harp harry harsh hash haste hastened hasty hate hated hates hating hats haughty
hauled haunt haunted haunts have haven having haze hazel hazy head header heading heads healed healing health
healthy heap heaped heaps hear heard hearing hears heart hearth hearts hearty heat heated heath heats heaves heaving
hedge hedges heed heel heeled heels height heights heir heirs held hell hello help helper hence herb herbs herd
herds here hermit hero hers hidden hide hides hiding high higher hill hills hind hint hinted hinting hints hips hire
hired hissed hissing hitch hither hits hive hives hoarse hobby hold holder holds hole holes hollow holy home homely
homes honey hood hoods hoof hoofs hook hoops hoots hope hoped hopes hoping hopped hopper hopping horde horn hornet
horrible horribly horse horses host hosts hounds hour hours house houses housing hovel hovered hovering howl hubs
hued hues huge hugged hull humane humble humbled humbler humbly humor humped hung hunger hunk hunt hunted hunter
hunting hurl hurry hurt hurting hush hushed hustled huts ideal ideals identify idle idly illegal illicit ills
imminent impact imperceptible imply improbably included includes increases incredibly inevitable inevitably inferior
influenced ingenious ingenuous injure inlaid inland inner inns insolence inspired inspires inter interior
interminably internal interpreter interval intimates into intolerably intrusted invented invention inventions
inverted invisibly invites involves irony irritable island isle issue issued issues itch item jack jacket jade
jagged jail jars jawed jaws jealous jealousy jest jets jetting jingled join joined joins joint joke joker jolly jolt
joys judge judged judgement judges judgment jump jumped junction jury just jutted jutting keen keener keep keeper
keeping kept kernel kettle kick kicked kicking kids kill killed killing kills kind kinda kinds king kings kiss
kissed kisses kits knack knee kneel knew knight knights knit knob knocker knot knots know known knows labels lace
laces lack lacked lacks laden lading lads lady laid lain lair lake lakes lamb lamed lamp lamps lance land landed
lands lane lanes laps lapse lapsed large larger lark laser lash lasses last lasted lasting latch late later lath
lather lathered latter laud laughter launch launches lawful lawn lawns laws layers laying lazy lead leaden leader
leaders leading leads leaf leak leaked lean leaned leaning leap leaped leaping leapt learn learned learning learnt
lease least leather leaves leaving ledge ledges left legal legged legion legions legs lend lending lengthy lens
lenses lent less lest letter letting level libel liberal liberally lick licking licks lids lied lies lieu life lift
lifts light lighted lighter lighting lightly lightning lights like liked likely likes lily limp limps line lined
linen liner lines linger link linked links lips list listed listened listener listening lists literal literally
litter live lived lively liver lives livid living lizard load loading loads loaf loafed loan loath loaves location
lock locked locking locks lodged lodger lodging lodgings loft logged logging logs loins lolling lone lonely long
longed longer longing longings look looked looks loom looming loop loops loose lord lorded lore lorry lose losing
loss lost lots loud lounging love loved loveliness lovely lover lovers loves loving lower lowered lowering lowly
loyal lucid luck lucky lull lumber lump lumps lunch lung lure luring lurk lust lusty lying maces madam madame madder
made madly madness maid mail mailing maimed main mainly major make maker makes making male mall mama manage managed
manager mane mangled manly manned manor many mapped maps march marches mare mark marked market marking marks marred
marriage married marry marrying mars marsh marshy martial mask masked mass massed masses mast master masters mastery
match matched matches mate material maternal mates math matron matrons matted matter matters mature mayor maze
meager meal meals mean meaning means meant measured measures meat medal meddle meek meet meeting mellow melt melted
melting mend mended mending mental menu mercy mere merge merged merger merry mess messing metal meteor meter metes
mewing mice middle midst might mighty migrants mild mildest mildly mile miles milk mill milling million mills mind
minding minds mine miner miners mines mingle mingles mining minister mint minuet minute mire miser miserable
miserably miss missed mist mistake mistaken mistakes mistress misty mixed mixing moan moaning mocking mode model
modest modesty moist mole money month mood moods moody moon moors mope mops moral morality morally morals morasses
more morning mortal mortally mortals moss most mostly moth mother mothered mothers motion motions mounds mount
mountain mountains mounted mourning mouse moustache mouth mouthful mouths move moved moves mown much muck muddle
muddy muff muffler mule mules multiply mused musing must mustache musty mute muttered mutton nailed nailing nails
naked name named names nappy naps narrow nasty nation national nations natty nature naught naughty navy near nearest
nearing nearly neat neatest neatly neck need needs neigh neither nerve nest nesting nests nether never newer next
nice nicer niche nick niece nieces nigh night nightly nights nine nipped nobler nobly noise noises noisy none nook
nooks noon normal normally north nose nosed noses note noted notes nothing noticed notices noting notion notions
novice numbed nuns nurse nursed nurses nutting oasis oath oaths observe observed observer odder odor odors offender
office officer officers offices oily older oldest olives omen omission once ones only onto onward open option orange
order ordered orders other others ought ours outlines outlived outrages over overcame overhear overheard overtook
owed owes owing owls owned owner oxen pace paced paces pacing pack packed packet packing padded pads page pages paid
pail pain pains paint painted painter painting pair pairs palace palaces palate palates pale paler paling pall
pallor palls palm panel panes pang pans panting pants pardon parent park parks parlor parsing parson part parted
parting partly parts party pass passed passes passing past pasted patch patched patches patent patents paternal path
pathos paths patient patrimony patron patrons patted pauper pause paused pausing paying pays peace peach peak peaks
peal peals pear pears peasant peck pecking peel peeled peeling peep peeped peeping peer peered pegs pelts penal pens
peoples perch perches perfect perish permit persecution person persona pest pests peter petting petty pewter phase
phases pheasants phone photography phrase phrased pick picked picket picking pictured pictures piece pieced pieces
pier pierce piety pigs pile piles pill pillage pills pilot pinches pine pines pining pink pinks pins pint pipe pipes
pitch pitched pities pits pity pivot place placed places placid placing plaid plain plains plan plane planet planets
plank planked planned plans plant planted planter planting plants plastic plate plated plates play played player
players playing plays plead pleaded pleading pleasant pleasantry pleased pleases plied plot plowed pluck plumb plump
plums plush pocket poem poems poet poets point pointed pointer pointing points poise poison poked poker pole poles
police policemen policy polite poll polling polls polo pomp pond ponder pondered pony pool pools poor pope poppies
pops porch pork port portal portion pose possible possibly post poster posts posture potent potion potions pots
pouch pounds pours pouting powder power powers practice practiced practise praise praised pray prayed prayer prayers
precious prefect preference preferring prejudiced premise premised premises present presented preserve preserved
preserves presided president press pressed presses pressing pretence pretty prevent preventable prevented preventing
prevents previous prey price pricked pricks pride prim prime prince print printed printer printing prints prison
prize probable probably probe probed process procession produce produces product production profess profession
project projected projecting projection promised promises promoted prompted prone prongs proof proofs prop properly
property propped prose prosecution protect protected protecting protest protested protesting prove proves provided
provides prowess prows puffs pull pulse pump pumped punch punching punk purchase purchased purchaser purchases pure
purely purge purse purses pursue push pushed pushing puts putting qualify quality queen queer quest quiet quieted
quilt quirk quit quite rabid race raced races racing racket rage raged ragged ragging raging rags raided rail
railing rain rained rains rainy raise raised raisin raising rake rambling rammed rang range ranged ranges ranging
rank ranking ranks rapped rapt rapture rare rarely rash rate rated rates rather ration rational rationale rats
rattle raveled raving rays raze razed reach reached reaches reaching reacted reacting read reader readers reading
reads ready real realm reams rear reason reasonable reasonably reasons rebel receding receive received receiver
receives recent reception reckoned reclined recognizes recover recovery reds reduction reed reeds reef reeking reel
refer reference referred refers refuge refugee refuse regained regaining regarding region reigned reigning reined
rejoiced rejoined related relaxed relied relief relieve relieved relieving religions rely remainder remaining
remarkable remarkably reminded reminder remote remoter remove removes render renders rending rent rental rented
rents repent report reports repressed required requires researches resembles resented reserve reserved reserves
reset reside resided resident resides resign resigned resigning resolution resolving resort resorted resorts
respectably rest rested resting restrain retail retain retained retains retarding retorts retraced retracted reuse
reveal revel revelled revered reverence revery revolting revolution revolved revolver revolvers revolving reward
rice ridden ride rider riders rides ridge riding rifle rifts rigged right rightful rightly rights rimmed ring
ringing rings rinse riot ripe ripen riper ripped rise risen rises rising risk rites river rivers road roamed roar
roast roasted roasting robbed robe robed robes robot robots rock rocket rockets rocking rocks rocky rode rodeo rods
role roles roll roller roman roof roofs room rooms roomy roost root rooted roots rope ropes rose roses rosy rotating
rotted rotting rotund rouge rough round rounded rounding rounds rouse roused rousing rout routed routes routing
rowed rowing rows rubbed ruddy rude ruder ruffled rugged ruin ruined ruins rule ruled ruler rulers rules rumor rump
rumpled rung running runs rush rushed rushes rushing rust rustle rusty sack sacked sacks sacred sadly safe safely
safer safety sage said sail sailed sailing sailor sails saint saintly sake sale sales sallow sally salon salt salted
same sampled sand sands sandy sane sang sank save saved saver saving saying says scalded scale scaled scales scant
scanty scarce scare scared scarf scarred scattering scene scent scents score scored scores scorn scorned scrap
scrape scraps scream screw scroll scum seal sealed seaman seamen searched seas season seasonable seasoned seasons
seat seated seating seats secretes sector seed seeded seedy seeing seek seeking seem seemed seeming seems seen seep
sees seize self sell seller selling send sending sends sense sensibly sent sentenced serve serves sets setting
settler settles settling seven seventh seventy sewed sewing sews shade shaded shades shadow shadows shadowy shady
shaft shake shaken shakes shaking shall shame shamed shape shaped shapes shaping share shared sharing sharking sharp
shattered shattering shave shaved shaven shaving shawl sheaves shed sheep sheer sheet shelf shell shelved sherry
shift shifty shin shine shiny ship shipped shipping ships shire shirt shirts shock shoe shoed shoes shone shook
shoot shooting shop shops shore shores shorn short shot shots shout shouting shouts show showed shower shown shows
showy shrank shrill shrink shrub shrunk shun shut sick side sides sifted sifting sigh sighed sighs sight sighted
sights sign signed signs silk sill silly silver silvery simple simpler simply sing singed singer singing single
singly sinister sinking sins sire site sites sits sitter sitting sixth sixty size sizes sketches skill skilled
skimming skin skip skipped skirt skirts slack slain slang slant slap slaps slashed slate slaughter slave sleep
sleeping sleeps sleepy slept slice slick slide slight slighted slighter slightly slim slimy slip slipped slipper
slippers slippery slipping slit slitting slopes slot slow slower slowly slung slunk small smart smarting smattering
smell smelled smelling smells smelt smile smiled smiles smiling smoke smoker smote snail snake snakes snap snarl
sneaking sneer sneezed sniff snore snorting snow snowy snub snuff soap sobs sock socks soda sofa soft soften soil
soiled sold sole soled solid solo some song songs sons soon soot sopping sore sorrow sort sorts sought soul sound
sounded sounder sounding sounds soup sour south sowing sown space spacing spacious span spar spare spared spark
sparkles sparks spat speak speaking spear speared spears specially specious speck sped speed speeds speedy spell
spelling spend spending spent spices spied spike spiked spilled spilling spin spit spite spoil spoiled spoilt spoke
spoken spools spoon sport sports spot spots sprang spray sprig spring springs springy sprung spun spur spying squad
square squire stable stables stabs stacks staff stag stage stages stags staid stains stair stairs stake staked
stakes stale stalk stalked stalking stall stamp stampede stand star starch starched stare stared staring starry
stars start started starter starting startled starts starved starving state stated states stating statue status
statute stay stayed staying stays steal stealth steam steel steep stem stems step stepped stepping steps sterling
stew stick stiff still stimulated stink stinking stir stirs stock stocking stone stones stony stoop stooped stooping
stop stopped stopper stopping stops store stored stores stories storm stormed storms stormy story stout stove stowed
straggled straggling strain strained straits strange stranger strangest strap strapped straw stray strayed straying
streaked streaks stream streamed streamer streams stretched stretchers stretches striding strife strike strikes
striking string strings strip stripe striped stripes stripped strips striving strode stroke strokes stroking strong
stronger strongest struck structured structures struggled struggles struggling stuck studded studied studies studs
stuff stuffy stung sturdy suave submit subtle subtler such suck sufferer suit suitably suite suites suits sulky sung
sunk sunny super supper supplied supplies sure surely surf surge surly swallow swam swamp swamped swampy swarm
swarming sway swayed swaying swear sweat sweating sweep sweeping sweeps sweet sweets swell swelling swells swept
swift swim swine swing swinging switch sword swords swore swung table tables tacked tackled tact tail tailor tailors
tails taint tainted take taken takes taking tale tales talk talked talking talks tall tallow tame tang tangle
tangled tank tape tapped tardy tarried tarry tart task tasked taste tasted tastes tasting taught taxes teach
teaching team teams tear tearful tearing tears tease teased teasing teeth tell tells tended tender tending tens
tense tension tent tenth term terms terrible terribly terror test tested testing tether text than thank thanks that
theaters theatre thee their theirs them theme then thence there thereafter thereby thereupon these they thick thief
thin thing things think thinks thirst thirsty thirty this thorn thorns thorough those though thought thread threads
threat threatened threats three threw thrill throat throats throne throng through throw thrown throws thrust thud
thuds thumb thump thus thyme ticking tide tidy tied ties tight tighter tightly tiles till tilt tilted time timed
times timid ting tinged tint tinted tints tiny tipped tips tipsy tire tired tissue tissues titled toast toed toes
toffee toil toiled toils token told tolerably toll tomb tombs tone tones tongued tons took tool tools toots topped
tops torch tore torment torn toss tots touch touched touches touchy tough tour towel tower towers town towns toxic
toying toys trace traces track tracks tract trade trader trading trail trailed trailing trails train trained trainer
training trains trait traits tramped trampled trance trances tranquillity translates trap traps trash travel
traveled traveler traveling travelled traveller travelling tray trays tread treasure treasurer treasury treat
treated treating treats tree trek trial trials trick tricks tried tries trifles trim trimmed trimming trio trip
tripped tripping trips trite trod trot trotting troubled troubles truck trucked true trump trumped trunk trust
trustee trying tube tubs tuck tumbling tune tuned tunes turf turn turned turning tusk tweed tweet twig tying typing
unaccountable unaccountably undertaker undying unison unit united units unity unreasonable untied unto upper urge
usage used user uses usher using utter uttered vacation vague vain valley valleys value values vanished vanishes
varnished vary vast vault vaults veil vein vend veneration verbs verge very vest vested vice vices vile villagers
vine vines violent violet visa visibly vivid vocation voice voiced voices void volley vote voted votes vouch vowed
vowels vows voyager wadded wade wafted wage waged wages wagged waging waif wail wailed wailing wails waist wait
waited waiter waiters waiting waits waive wake waken wakened wakes waking walk walked walker walking walks wall
walled wallowed wallowing walls wander wandered wanderer wandering wane waning want wanted wanting wants ward warded
wardens wards warm warmed warmer warming warms warn warned warning warp warred warren wars wary wash washed washes
washing waste wasted wasting watch watched watching water watering waters watery wave waved waver wavering waves
waving waxing ways weak weakened weakly wealth wealthy wear wearing wears weary wearying weather weaving wedded
wedged wedging weed weeds week weeks weep weeping weight weights weighty welded well wells went wept were west whale
what wheat wheel wheels when whence where whereby whereupon wherever while whim whimpered whimpering whine whining
whip whipping whisked whisker whiskered whiskers whiskey whisky whisper whispered whispering whispers white whiter
whites whole wholly whom whose whys wicked wicker wide wider widow widowed width wielded wife wigs wild wilder
wildly wilds will willing willow willows wills wilt winced wincing wind winding window winds windy wine wing wings
winked winking winner winning wins winter wipe wire wires wise wish wished wishes wishing witch witching with
withdraw withdrawn withdrew witnessed witnesses wives woke wolf woman women wonder wondered wondering wont wood
wooded wooden woods woody wooed wool woolen woolly word words wore work workman works world worlds worms worn worry
worse worst worth worthy would wound wounded wounding wounds woven wrap wrapped wreathed wrench wrested wretches
wright wringing write writer writers writes writhe writing wrongs wrote wrought wrung yard yards yarn yarns yawn
year yearly yearned years yell yelling yellow yells yelp yelped yield yields yoke yonder your yours youth youthful
zeal zealous zone zones
"""
