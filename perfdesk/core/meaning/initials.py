"""The first letters of pinyin: 露天电影 is found by `ltdy`.

Knows the letter of each of GB2312's 6763 hanzi, and which of them are read in a second way (重庆, 重点). Refuses to
know whole syllables, and hanzi beyond GB2312: those are found as they are written.
"""

from bisect import bisect_right
from functools import lru_cache

from perfdesk.core.meaning.typed import normalised

_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = tuple(hanzi.encode("gb2312") for hanzi in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝")
"""Where each letter begins: GB2312's first level (rows 16 to 55) stands in the order of pinyin."""
_BY_RADICAL = 0xD8
# The second level (rows 56 to 87) stands by radical. A line a row; kMandarin of Unicode's Unihan database.
_SECOND = """
cjwgnspgcgnegypbtyyzdxykygtzjnmjqmbsgzscyjsyyfpgkbzgydywjkgkljswkpjqhyjwrdzlsgmrypywwcckznkyyg
ttnjjeykkzytcjnmcylqlypyqfqrpzslwbtgkjfyxjwzltbncxjjjjtxdttsqzycdxxhgckbphffsstybgmxlpbyllbhlx
smzmyjhsojnghdzqyklgjhsgqzhxqgkezzwyscscjxyeyxadzpmdssmzjzqjyzcjjfwqjbdzbxgznzcpwhkxhqkmwfbpby
dtjzzkqhylygxfptyjyyzpszlfchmqshgmxxsxjyqdcsbbqbefsjyhwwgzkpylqbgldlcctnmayddkssngycsgxlyzaypn
ptsdkdylhgymylcxpycjndqjwqqxfyyfjlejpzrxccqwqqsbzkymgplbmjrqcflnymyqmsqtrbcjthztqfrxqhxmjjcjlx
xgjmshzkbswyemyltxfsydsglycjqxsjnqbsctyhbftdcyjdjwyghqfrxwckqkxebptlpxjzsrmebwhjlbjslyysmdxlcl
qkxlhxjrzjmfqhxhwywsbhtrxxglhqhfnmgykldyxzpylggsmtcfpajjzyljtyanjgbjplqgdzyqyaxbkysecjsznslyzh
zxlzcghpxzhznytdsbcjkdlzyyfwydlebbgqyzkggldndnyskjshdlyxbcghxypkdjmmzngmmclgwzszxzjfznmlzzthcs
ydbdllscddnlkjykjsycjlkohqasdknhcsganhdaashtcplcpqybsdmpjlpcjoqlcdhjjysprchnwjnlhlyyqyhwzptczg
wwmzffjqqqqyxaclbhkdjxdgmmydjxzllsygxgkjrywzwyclzmssjzldbydcfcxyhlxchyzjqsqqagmnyxpfrkssbjlyxy
syglnscmhcwwmnzjjlxxhchsyzsttxrycyxbyhcsmxjsznpwgpxxtaybgajcxlyxdccwzocwkccsbnhcpdyznfcyytyckx
kybsqkkytqqxfcwchcykelzqbsqyjqcclmthsywhmktlkjlycxwheqqhtqhqpqsqscfymmdmgbwhwlgsllystlmlxpthmj
hwljzyhzjxhtxjlhxrswlwzjcbxmhzqxsdzpmgfcsglsxymjshxpjxwmyqksmyplrthbxftpmhyxlchlhlzylxgsssstcl
sldclrpbhzhxyyfhbmgdmycnqqwlqhjjcywjzyejjdhpblqxtqkwhlchqxagtlxljxmsljhtzkzjecxjcjnmfbycsfywyb
jzgnysdzsqyrsljpclpwxsdwejbjcbcnaytwgmpapclyqpclzxsbnmsggfnzjjbzsfzyndxhplqkzczwalsbccjxsyzgwk
ypsgxfzfcdkhjgxtlqfsgdslqwzkxtmhsbgzmjzrglyjbpmlmsxlzjqqhzyjczydjwbwjklddpmjegxyhylxhlqyqhkycw
cjmyyxnatjhyccxzpcqlbzwwytwbqcmlpmyrjcccxfpznzzljplxxyztzlgdldcklyrzzgqtgjhhgjljaxfgfjzslcfdqz
lclgjdjzsnzlljpjqdcclcjxmyzftsxgcgsbrzxjqqctzhgyqtjqqlzxjylylbcyamcstylpdjbyregklzyzhlyszqlznw
czcllwjqjjjkdgjzolbbzppglghtgzxyjhzmycnqcycyhbhgxkamtxyxnbskyzzgjzlqjdfcjxdygjqjjpmgwgjjjpkqsb
gbmmcjssclpqpdxcdyykypcjddyygywrhjrtgznyqldkljszzgzqzjgdykshpzmtlcpwnjyfyzdjcnmwescyglbtzcgmss
llyxysxsbsjsbbsgghfjlypmzjnlyywdqshzxtyywhmcyhywdbxbtlmsyyyfsxjcbdxxlhjhfssxzqhfzmzcztqcxzxrtt
djhnnyzqqmtqdmmgyydxmjgdhcdyzbffallztdltfxmxqzdngwqdbdcdjdxbzgsqqddjcmbkzffxmkdmdsyyszcmljdsyn
sprskmkmpcklgtbqtfzswtfgglyplljzhgjjgypzltcsmcnbtjbqfkthbyzgkpbbymtdssxtbnpdkleycjnyddykzddhqh
sdzsctarlltkzlgecllkjlqjaqnbdkkghpjtzqksecshalqfmmgjnlyjbbtmlyzxdcjpldlpcqdhzycbzsczbzmsljflkr
zjsnfrgjhxpdhyjybzgdlqcsezgxlblgyxtwmabchecmwyjyzlljjyhlgndjlslygkdzpzxjyyzlwcxszfgwyydlyhcljs
cmbjhblyzlycblydpdqysxqzbytdkyxjyycnrjmpdqgklcljbctbjddbblblczqrppxjcjlzcshltoljnmdddlngkathqh
jhykheznmshrphqqjchgmfprxhjgdychghlyrzqlcyqjnzsqtkqjymszswlcfqqqxyfggyptqwlmcrnfkkfsyylqbmqamm
myxctpshcptxxzzsmphpshmclmldqfyqxszyjdjjzzhqpdszglstjbckbxyqzysgpsxqzqzrqtbdkyxzkhhgflbcsmdldg
dzdblzyycxnncsybzbfglzzxswmsccmqnjqsbdqsjtxxmbltxzclzshzcxrqjgjylxzfjphymzqqydfqjjlzznzjsdgzyg
ctxmzysctlkphtxhtlbjxjlxscdqxcbbtjfqzfsltjbtkqbxxjjljchczdbzjdczjdcprnmqcjpfczlclzxzdmxmphjsgz
gszzqjylwtjpfsyaxmcjbtzkycwmytzsjjlqcqlwzmalbxyfbpnlsfhtgjwejjxxglljstgshjqlzfkcgnndszfdeqfhbs
aqtgylbxmmygszldydqmjjrgbjtkgdhgkblqkbdmbylxwcxyttybkmrtjzxqjbhlmhmjjzmqasldcyxyqdlqcafywyxqhz
""".split()  # noqa: SIM905 -- the rows of the code table
_ALSO = {
    pair[0]: pair[1:]
    for pair in """
    参s 藏z 曾c 朝z 车j 畜c 传z 弹t 调t 恶w 给j 会k 降x 校j 解x 卡q 乐y 率s 盛c 系j 厦s 省x 宿x 行h 长z 折s 重c 单s
    便p 泊p 仇q 叶x 贾g 堡p 蔚y 铅y 番p 圈j 壳q 茄j 埔b 匙s 屏b 粘n
    """.split()  # noqa: SIM905 -- pairs read better as words
}
"""The second way to read a hanzi, where offices and places are called so: 重庆, 单县, 番禺."""


def initials(text: str) -> str:
    """The first letters of a text's pinyin; letters and figures as they are, without blanks and marks."""
    return "".join(letters[0] for letters in _letters(_plain(text)) if letters[0].isalnum())


def found_by(typed: str, text: str) -> bool:
    """Whether a text has in it what is typed: as written, by its pinyin's letters, or part so and part so."""
    wanted, plain = _plain(typed).strip(), _plain(text)
    if not wanted or wanted in plain:
        return True
    spelled = [pair for pair in zip(plain, _letters(plain), strict=True) if pair[1][0].isalnum()]
    size = len(wanted)
    return any(_spells(wanted, spelled[start : start + size]) for start in range(len(spelled) - size + 1))


def _spells(wanted: str, signs: list[tuple[str, str]]) -> bool:
    return all(sign == own or sign in letters for sign, (own, letters) in zip(wanted, signs, strict=True))


def _plain(text: str) -> str:
    return normalised(text).casefold()


@lru_cache(maxsize=8192)
def _letters(text: str) -> tuple[str, ...]:
    """For each sign of a plain text the letters it may be typed by, the usual one first."""
    return tuple(_letter(sign) + _ALSO.get(sign, "") for sign in text)


def _letter(sign: str) -> str:
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        return sign
    if len(code) == 1 or code < _STARTS[0]:
        return sign
    if code[0] >= _BY_RADICAL:
        return _SECOND[code[0] - _BY_RADICAL][code[1] - 0xA1]
    return _LETTERS[bisect_right(_STARTS, code) - 1]
