package boot
import ("testing";"accord/app/apptest";"accord/web";"accord/web/webtest")
func TestFillTmp(t *testing.T){ w:=apptest.NewWorld(t); p:=&Parts{DB:w.DB,Room:room(t,w.DB)}
 s:=webtest.New(t,w,func(a *web.App){p.pages(a,Extra{})})
 for _,r:=range s.App.Routes(){t.Log(r.Method,r.Pattern,r.Name,r.Door)}
 known:=map[string]bool{}
 for _,r:=range s.App.Routes(){known[r.Method+r.Pattern]=true}
 for _,r:=range s.App.Served(){ if !known[r.Method+r.Pattern]{t.Log("SERVED",r.Method,r.Pattern)}}
}
