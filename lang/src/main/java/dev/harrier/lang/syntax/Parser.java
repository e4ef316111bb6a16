package dev.harrier.lang.syntax;
import dev.harrier.lang.source.*; import java.util.*; import java.math.BigInteger; import org.jspecify.annotations.Nullable; import dev.harrier.lang.syntax.Tree.*;
public final class Parser {
  public record Result(Tree.@Nullable Unit unit, List<Diagnostic> diagnostics) { public Result { diagnostics = List.copyOf(diagnostics); } }
  public static Result parse(SourceFile file) { try { return new Result(new Parser(file).unit(), List.of()); } catch (RuntimeException e) { return new Result(null, List.of(Diagnostic.error("syntax","invalid syntax "+e, new Span(file,1,0)))); } }
  final SourceFile f; final String s; int p=0; int line=1, ls=0; int depth=0;
  record T(String k, String v, Span sp) {} List<T> ts=new ArrayList<>(); int i=0;
  Parser(SourceFile f){this.f=f; this.s=f.text(); lex();}
  Span sp(){return new Span(f,line,s.substring(ls,p).getBytes(java.nio.charset.StandardCharsets.UTF_8).length);}
  void lex(){ while(p<s.length()){ char c=s.charAt(p);
    if(c=='#'){while(p<s.length()&&s.charAt(p)!='\n')p++;continue;}
    if(c=='\n'){ if(depth==0&&!ts.isEmpty()&&!ts.get(ts.size()-1).k.equals("NL"))ts.add(new T("NL","",sp())); p++;line++;ls=p;continue;}
    if(c==' '||c=='\t'||c=='\r'){p++;continue;} if(c=='\\'){p+=2;line++;ls=p;continue;}
    Span q=sp();
    int j=p; while(j<s.length()&&(Character.isUnicodeIdentifierPart(s.charAt(j))||s.charAt(j)=='_'))j++;
    String w=s.substring(p,j); char n=j<s.length()?s.charAt(j):' ';
    if((n=='\''||n=='"')&&w.length()<=2&&w.toLowerCase().matches("r|f|u|rf|fr|")){ boolean raw=w.toLowerCase().contains("r"), fs=w.toLowerCase().contains("f"); p=j; String d=s.startsWith(""+n+n+n,p)?""+n+n+n:""+n; p+=d.length(); StringBuilder b=new StringBuilder();
      while(!s.startsWith(d,p)){ char x=s.charAt(p++); if(x=='\n'){line++;ls=p;} if(x=='\\'&&!raw){ char y=s.charAt(p++); switch(y){case 'n'->b.append('\n');case 't'->b.append('\t');case 'r'->b.append('\r');case '\\'->b.append('\\');case '\''->b.append('\'');case '"'->b.append('"');case '\n'->{line++;ls=p;} case 'x'->{b.append((char)Integer.parseInt(s.substring(p,p+2),16));p+=2;} case 'u'->{b.append((char)Integer.parseInt(s.substring(p,p+4),16));p+=4;} case 'U'->{b.appendCodePoint(Integer.parseInt(s.substring(p,p+8),16));p+=8;} default->b.append('\\').append(y);} } else if(x=='\\'){b.append(x).append(s.charAt(p++));} else b.append(x);} p+=d.length(); ts.add(new T(fs?"FSTR":"STR",b.toString(),q)); continue; }
    if(Character.isDigit(c)||(c=='.'&&p+1<s.length()&&Character.isDigit(s.charAt(p+1)))){ j=p; while(j<s.length()&&(Character.isLetterOrDigit(s.charAt(j))||s.charAt(j)=='.'||s.charAt(j)=='_'||((s.charAt(j)=='-'||s.charAt(j)=='+')&&(s.charAt(j-1)=='e'||s.charAt(j-1)=='E')&&!s.startsWith("0x",p))))j++; ts.add(new T("NUM",s.substring(p,j).replace("_",""),q)); p=j; continue;}
    if(!w.isEmpty()){ ts.add(new T("NAME",w,q)); p=j; continue;}
    String op=null; for(String o:new String[]{"**","//","<<",">>","<=",">=","==","!="}) if(s.startsWith(o,p)) op=o; if(op==null)op=""+c; if("([".contains(op))depth++; if(")]".contains(op))depth--; ts.add(new T("OP",op,q)); p+=op.length(); }
    ts.add(new T("NL","",sp())); ts.add(new T("EOF","",sp())); }
  T t(){return ts.get(i);} boolean is(String v){return (t().k.equals("OP")||t().k.equals("NAME"))&&t().v.equals(v);} boolean eat(String v){if(is(v)){i++;return true;}return false;} void need(String v){if(!eat(v))throw new IllegalStateException("expected "+v+" at "+t());}
  Unit unit(){ List<Statement> st=new ArrayList<>(); while(!t().k.equals("EOF")){ if(t().k.equals("NL")){i++;continue;} T a=t(); if(!a.k.equals("NAME"))throw new IllegalStateException(""+a); T b=ts.get(i+1);
      if(b.v.equals("=")&&b.k.equals("OP")||b.v.equals(":")){ i++; Annotation an=null; if(eat(":"))an=ann(); need("="); Expression e=expr(); st.add(new Assign(a.sp,new Name(a.sp,a.v),an,e)); } else { Expression e=expr(); if(!(e instanceof Call c))throw new IllegalStateException("bare"); st.add(new CallStatement(c.span(),c)); }
      if(!t().k.equals("NL"))throw new IllegalStateException("junk "+t()); } return new Unit(f,st); }
  Annotation ann(){ Annotation a=ann1(); List<Annotation> l=new ArrayList<>(List.of(a)); while(eat("|"))l.add(ann1()); if(l.size()==1)return a; if(l.get(l.size()-1) instanceof SimpleAnnotation x&&x.name().equals("None")&&l.size()==2)return new GenericAnnotation(a.span(),"Optional",List.of(a)); return new GenericAnnotation(a.span(),"Union",l);}
  Annotation ann1(){ T a=t(); i++; if(eat("[")){ List<Annotation> l=new ArrayList<>(); do l.add(ann()); while(eat(",")); need("]"); return new GenericAnnotation(a.sp,a.v,l);} return new SimpleAnnotation(a.sp,a.v);}
  Expression expr(){ Expression a=and(); if(!is("or"))return a; List<Expression> l=new ArrayList<>(List.of(a)); while(eat("or"))l.add(and()); return new BooleanOperation(a.span(),BooleanOperator.OR,l);}
  Expression and(){ Expression a=not(); if(!is("and"))return a; List<Expression> l=new ArrayList<>(List.of(a)); while(eat("and"))l.add(not()); return new BooleanOperation(a.span(),BooleanOperator.AND,l);}
  Expression not(){ T q=t(); if(eat("not"))return new Unary(q.sp,UnaryOperator.NOT,not()); return cmp();}
  Expression cmp(){ Expression a=bin(0); CompareOperator o=null; for(CompareOperator c:CompareOperator.values()){ if(c==CompareOperator.NOT_IN){ if(is("not")&&ts.get(i+1).v.equals("in")){i+=2;o=c;break;} } else if(is(c.symbol())){i++;o=c;break;} } return o==null?a:new Compare(a.span(),o,a,bin(0)); }
  static final String[][] L={{"|"},{"^"},{"&"},{"<<",">>"},{"+","-"},{"*","/","//","%"}};
  Expression bin(int l){ if(l==L.length)return unary(); Expression a=bin(l+1); w: while(true){ for(String o:L[l]) if(t().k.equals("OP")&&is(o)){ i++; Expression b=bin(l+1); BinaryOperator bo=null; for(BinaryOperator x:BinaryOperator.values())if(x.symbol().equals(o))bo=x; a=new Binary(a.span(),bo,a,b); continue w;} return a; } }
  Expression unary(){ T q=t(); if(eat("-"))return new Unary(q.sp,UnaryOperator.NEGATE,unary()); Expression a=atom(); if(eat("**"))return new Binary(a.span(),BinaryOperator.POWER,a,unary()); return a;}
  Expression atom(){ T a=t(); i++; switch(a.k){
    case "STR","FSTR"->{ String v=a.v; boolean fs=a.k.equals("FSTR"); while(t().k.equals("STR")||t().k.equals("FSTR")){fs|=t().k.equals("FSTR");v+=t().v;i++;} if(!fs)return new StringLiteral(a.sp,v); List<Name> ns=new ArrayList<>(); var m=java.util.regex.Pattern.compile("\\{\\{|\\}\\}|\\{\\s*(\\w+)\\s*\\}").matcher(v); StringBuilder tb=new StringBuilder(); int last=0; while(m.find()){ tb.append(v,last,m.start()); if(m.group(1)!=null){ns.add(new Name(a.sp,m.group(1)));tb.append("{"+m.group(1)+"}");} else tb.append(m.group()); last=m.end();} tb.append(v.substring(last)); return new FormatString(a.sp,tb.toString(),ns);}
    case "NUM"->{ String v=a.v.toLowerCase(); if(v.startsWith("0x"))return new IntLiteral(a.sp,new BigInteger(v.substring(2),16)); if(v.startsWith("0b"))return new IntLiteral(a.sp,new BigInteger(v.substring(2),2)); if(v.startsWith("0o"))return new IntLiteral(a.sp,new BigInteger(v.substring(2),8)); if(v.matches("[0-9]+"))return new IntLiteral(a.sp,new BigInteger(v)); return new FloatLiteral(a.sp,Double.parseDouble(v));}
    case "NAME"->{ if(a.v.equals("True")||a.v.equals("False"))return new BoolLiteral(a.sp,a.v.equals("True")); if(a.v.equals("None"))return new NoneLiteral(a.sp); Name n=new Name(a.sp,a.v); if(eat("(")){ List<Argument> l=new ArrayList<>(); while(!eat(")")){ T k=t(); i++; need("="); l.add(new Argument(k.sp,k.v,expr())); if(!eat(",")){need(")");break;} } return new Call(a.sp,n,l);} return n;}
    default->{ if(a.v.equals("(")){Expression e=expr();need(")");return e;} if(a.v.equals("[")){ List<Expression> l=new ArrayList<>(); while(!eat("]")){ l.add(expr()); if(!eat(",")){need("]");break;} } return new ListLiteral(a.sp,l);} throw new IllegalStateException(""+a);} } }
}
