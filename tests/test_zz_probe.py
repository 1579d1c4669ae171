import pytest
from tests.access_table import *
from tests.test_access import *
@pytest.mark.django_db
def test_probe(world):
    out=[]
    for door in [d for d in DOORS if d.path.startswith("/account") or "nieuw" in d.path]:
        path=path_of(door,world)
        for kind,exp in (("get",door.get),("post",door.post)):
            found={}
            for role in ROLES:
                c=client_of(world,role)
                try:
                    with transaction.atomic():
                        from django.core.cache import cache; cache.clear()
                        r=getattr(c,kind)(path,**({"data":PRESSED} if kind=="post" else {})); r.getvalue()
                        loc=r.headers.get("Location","")
                        found[role]=outcome(r) if outcome(r)!=302 or not door.path.startswith("/account") else f"302 {loc}"
                        raise Undo
                except Undo: pass
            if unlike(exp,found): out.append((kind,door.path,{str(v):[r for r in ROLES if found[r]==v] if list(found.values()).count(v)<7 else "rest" for v in found.values()} , exp if not door.path.startswith("/account") else ""))
    for o in out: print(*o)
