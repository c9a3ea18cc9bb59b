"""First names that are short forms of each other: Tom and Thomas, Bob and Robert."""

from workstation.method.names import name_key

_GROUPS = """
abigail abby gail | albert al bert | alexander alex sandy sascha xander |
alexandra alex sandra lexi | alfred alf fred | amanda mandy | andrew andy drew | andreas andi |
anthony tony | antonio toni tonio | barbara barb babs | benjamin ben benny | bernard bernie |
bernhard bernd | bradley brad | caroline carol carrie | catherine cathy kate katie cat |
charles charlie chuck | christian chris | christina chris tina christine | christopher chris kit |
clifford cliff | cynthia cindy | daniel dan danny | david dave | deborah deb debbie |
dominic dom nick | donald don donny | dorothy dot dottie | douglas doug |
edward ed eddie ted ned | elisabeth elizabeth liz beth betty lisa eliza lizzie |
emanuel manuel manny | eugene gene | ferdinand ferdi | florian flo | frances fran |
francis frank | franklin frank | frederick fred freddie | friedrich fritz | gabriel gabe |
gerald jerry gerry | gregory greg | guillermo memo | harold harry hal | heinrich heinz |
henry harry hank | hans johannes johann | howard howie | isabella bella isabel | jacob jake |
jakob jake | james jim jimmy jamie | janet jan | jeffrey jeff geoff geoffrey |
jennifer jen jenny | jessica jess jessie | johann hannes | john jack johnny jon |
jonathan jon jonny nathan | joanna jo joan joanne | joanne jo | joseph joe joey |
josephine jo josie | jose pepe | joshua josh | judith judy |
julia julie | karl carl | katharina kathi kathrin katja | katherine kathy kate katie kathryn |
kenneth ken kenny | kimberly kim | konrad conny | lawrence larry | leonard leo len lenny |
leonhard leo | louis lou louie | ludwig lutz | margaret maggie meg peggy greta |
margarete grete gretel | mark marc | martin marty | matthew matt | matthias matze |
maximilian max | maxwell max | melissa mel lissa | michael mike mick mickey micha |
mitchell mitch | nathaniel nate nathan | natalie nat | nicholas nick nico nicolas |
nikolaus nik klaus | oliver ollie | pamela pam | patricia pat patty tricia trish |
patrick pat paddy | peter pete | philip phil phillip philipp | rachel rae | rafael rafa |
raymond ray | rebecca becky becca | richard rick rich dick ricky |
robert rob bob bobby robbie bert | roberto beto | rodney rod | roger rog | ronald ron ronny |
russell russ | samantha sam | samuel sam sammy | sarah sally | sebastian basti seb |
sigmund siggi | stanley stan | stefan steffen | stephanie steph steffi |
stephen steve steven stevie | susan sue susie suzanne | terence terry | theodore ted theo teddy |
theresa terry tess | thomas tom tommy | timothy tim timmy | tobias tobi | ulrich uli |
valerie val | vanessa nessa | victoria vicky tori | vincent vince vinny | virginia ginny |
walter walt wally | wilhelm willi | william bill will billy liam willy | wolfgang wolf |
zachary zach zack
"""
_FORMS: dict[str, frozenset[str]] = {}
for _group in _GROUPS.split("|"):
    for _name in _group.split():
        _FORMS[_name] = _FORMS.get(_name, frozenset()) | frozenset(_group.split())


def short_forms_agree(one: str, other: str) -> bool:
    """Say whether two names differ only in that their first names are forms of one name.

    `Tom Miller` and `Miller, Thomas`: yes; `Tom Miller` twice: no, they do not differ.
    """
    first, second = set(name_key(one).split()), set(name_key(other).split())
    mine, theirs = first - second, second - first
    if len(mine) != 1 or len(theirs) != 1 or not first & second:
        return False
    return mine <= _FORMS.get(next(iter(theirs)), frozenset())
