/** Emoji by their Slack shortcodes: the common ones, and the small picker's choice. */

const TABLE = `
grinning 😀|smiley 😃|smile 😄|grin 😁|laughing 😆|sweat_smile 😅|joy 😂|rolling_on_the_floor_laughing 🤣|slightly_smiling_face 🙂|upside_down_face 🙃
wink 😉|blush 😊|innocent 😇|heart_eyes 😍|star-struck 🤩|kissing_heart 😘|yum 😋|stuck_out_tongue 😛|hugging_face 🤗|thinking_face 🤔
zipper_mouth_face 🤐|neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬|relieved 😌|pensive 😔
sleepy 😪|sleeping 😴|mask 😷|nerd_face 🤓|sunglasses 😎|confused 😕|worried 😟|slightly_frowning_face 🙁|open_mouth 😮|astonished 😲
flushed 😳|pleading_face 🥺|cold_sweat 😰|cry 😢|sob 😭|scream 😱|disappointed 😞|sweat 😓|weary 😩|tired_face 😫
triumph 😤|rage 😡|angry 😠|exploding_head 🤯|partying_face 🥳|robot_face 🤖|ghost 👻|wave 👋|raised_hand ✋|ok_hand 👌
crossed_fingers 🤞|v ✌️|point_left 👈|point_right 👉|point_up ☝️|point_down 👇|+1 👍|-1 👎|fist ✊|clap 👏
raised_hands 🙌|open_hands 👐|handshake 🤝|pray 🙏|writing_hand ✍️|muscle 💪|eyes 👀|brain 🧠|bust_in_silhouette 👤|busts_in_silhouette 👥
bow 🙇|facepalm 🤦|shrug 🤷|man-shrugging 🤷‍♂️|woman-shrugging 🤷‍♀️|dog 🐶|cat 🐱|bug 🐛|bee 🐝|turtle 🐢
seedling 🌱|evergreen_tree 🌲|sunflower 🌻|four_leaf_clover 🍀|sunny ☀️|cloud ☁️|rain_cloud 🌧️|snowflake ❄️|rainbow 🌈|fire 🔥
droplet 💧|ocean 🌊|star ⭐|sparkles ✨|zap ⚡|boom 💥|coffee ☕|tea 🍵|beer 🍺|pizza 🍕
cake 🍰|birthday 🎂|cookie 🍪|apple 🍎|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|trophy 🏆|medal 🏅
soccer ⚽|dart 🎯|rocket 🚀|airplane ✈️|car 🚗|bike 🚲|house 🏠|office 🏢|hospital 🏥|palm_tree 🌴
desert_island 🏝️|beach_with_umbrella 🏖️|earth_africa 🌍|watch ⌚|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|calendar 📆|date 📅
phone ☎️|telephone_receiver 📞|iphone 📱|computer 💻|desktop_computer 🖥️|keyboard ⌨️|printer 🖨️|floppy_disk 💾|battery 🔋|electric_plug 🔌
bulb 💡|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|link 🔗|paperclip 📎|pushpin 📌|memo 📝|pencil2 ✏️
clipboard 📋|file_folder 📁|open_file_folder 📂|page_facing_up 📄|bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|books 📚|book 📖|bookmark 🔖
mag 🔍|lock 🔒|unlock 🔓|key 🔑|closed_lock_with_key 🔐|shield 🛡️|email 📧|envelope ✉️|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤
package 📦|mailbox 📫|speech_balloon 💬|thought_balloon 💭|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|heart ❤️|orange_heart 🧡
yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|broken_heart 💔|100 💯|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌
negative_squared_cross_mark ❎|no_entry ⛔|no_entry_sign 🚫|warning ⚠️|exclamation ❗|question ❓|grey_question ❔|bangbang ‼️|information_source ℹ️|sos 🆘
new 🆕|ok 🆗|up 🆙|red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|black_circle ⚫
large_green_square 🟩|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|rotating_light 🚨|construction 🚧|ticket 🎫
moneybag 💰|credit_card 💳|receipt 🧾|wastebasket 🗑️|door 🚪|ladder 🪜|toolbox 🧰|test_tube 🧪|label 🏷️|checkered_flag 🏁
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|arrow_forward ▶️|double_vertical_bar ⏸️|fast_forward ⏩|heavy_plus_sign ➕|heavy_minus_sign ➖`;

const ALIASES = {
  thumbsup: "+1", thumbsdown: "-1", heavy_exclamation_mark: "exclamation", simple_smile: "slightly_smiling_face",
  satisfied: "laughing", rofl: "rolling_on_the_floor_laughing", robot: "robot_face", thinking: "thinking_face",
  hugs: "hugging_face", hand: "raised_hand", telephone: "phone", calendar_spiral: "calendar", lightbulb: "bulb",
  collision: "boom", open_book: "book", green_circle: "large_green_circle", yellow_circle: "large_yellow_circle",
  orange_circle: "large_orange_circle", large_red_circle: "red_circle", admission_tickets: "ticket", tools: "hammer_and_wrench",
};

const CHARACTERS = new Map(TABLE.trim().split(/[|\n]/).map((pair) => {
  const cut = pair.lastIndexOf(" ");
  return [pair.slice(0, cut), pair.slice(cut + 1)];
}));

/** The character of a shortcode without colons, or null where it is not known here. */
export function emoji(name) {
  const plain = name.replace(/::skin-tone-\d$/, "");
  return CHARACTERS.get(ALIASES[plain] ?? plain) ?? null;
}

/** The shortcodes that hold `part`, those that begin with it first; at most `limit`. */
export function emojiLike(part, limit = 8) {
  const names = [...CHARACTERS.keys()].filter((name) => name.includes(part));
  return names.sort((a, b) => b.startsWith(part) - a.startsWith(part) || a.localeCompare(b)).slice(0, limit);
}

export const PICKER = (
  "+1 -1 heart white_check_mark eyes tada pray raised_hands clap fire 100 rocket "
  + "smile joy slightly_smiling_face wink thinking_face sweat_smile cry rage sunglasses partying_face wave muscle ok_hand shrug "
  + "bulb wrench key lock computer coffee ticket memo warning question x hourglass_flowing_sand"
).split(" ");
