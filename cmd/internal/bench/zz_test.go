package bench
import ("testing";"os")
func TestZZ(t *testing.T){ if err:=Run(t.Context(),"list",false,os.Stdout,os.Stderr); err!=nil {t.Fatal(err)} }
